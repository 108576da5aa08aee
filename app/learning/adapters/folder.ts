import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentProblem, ContentProblemCode } from '../content-problems';

/** Largest files in bytes; what is larger is no lesson, bank or picture written for people. */
const LARGEST = { yaml: 4_000_000, md: 200_000, svg: 60_000 } as const;

/** Reads files under one folder; paths are relative to it, with forward slashes. Nothing outside is ever read. */
export interface FolderReader {
  problems: ContentProblem[];
  report: (file: string, code: ContentProblemCode, params?: ContentProblem['params'], line?: number) => void;
  /** Names of files and folders in order; links are reported and left out, hidden names and README.md left out. */
  list: (path: string) => { name: string; isFolder: boolean }[];
  exists: (path: string) => boolean;
  /** Text in NFC with line feeds alone, or null when it was reported. */
  text: (path: string) => string | null;
}

export function folderReader(root: string): FolderReader {
  const problems: ContentProblem[] = [];
  const report: FolderReader['report'] = (file, code, params = {}, line = 1) => {
    problems.push({ file, line, code, params });
  };
  const stat = (path: string) => lstatSync(join(root, path), { throwIfNoEntry: false });
  return {
    problems,
    report,
    exists: (path) => stat(path) !== undefined,
    list: (path) => {
      if (!stat(path)?.isDirectory()) return [];
      return readdirSync(join(root, path), { withFileTypes: true })
        .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'README.md')
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((entry) => {
          const isFolder = entry.isDirectory();
          if (isFolder || entry.isFile()) return [{ name: entry.name, isFolder }];
          report(join(path, entry.name), 'symlink');
          return [];
        });
    },
    text: (path) => {
      const entry = stat(path);
      const most = LARGEST[path.slice(path.lastIndexOf('.') + 1) as keyof typeof LARGEST] ?? 0;
      if (!entry?.isFile()) report(path, entry ? 'symlink' : 'file_missing');
      else if (entry.size > most) report(path, 'file_too_large', { bytes: entry.size, most });
      else return decode(readFileSync(join(root, path)), () => report(path, 'not_utf8'));
      return null;
    },
  };
}

function decode(bytes: Buffer, refuse: () => void): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.normalize('NFC').replace(/\r\n?/g, '\n');
  } catch {
    refuse();
    return null;
  }
}
