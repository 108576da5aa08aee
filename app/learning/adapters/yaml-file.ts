import { isNode, LineCounter, parseDocument } from 'yaml';
import type { ContentProblem } from '../content-problems';
import type { SourcedValue } from '../content-schema';

/**
 * Reads one YAML text whose every problem can be traced to a line. `firstLine` is where the text starts in its file
 * (front matter starts at 2). Anchors, aliases and tags of our own are refused: content is plain data.
 */
export function parseYaml(
  file: string,
  text: string,
  firstLine = 1,
): { source: SourcedValue | null; problems: ContentProblem[] } {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    version: '1.2',
    uniqueKeys: true,
    prettyErrors: false,
  });
  const lineAt = (offset: number) => Math.max(counter.linePos(offset).line, 1) + firstLine - 1;
  const problems: ContentProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: lineAt(error.pos[0]),
    code: 'yaml_syntax',
    params: { reason: error.code },
  }));
  if (problems.length > 0) return { source: null, problems };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    return {
      source: null,
      problems: [{ file, line: firstLine, code: 'yaml_syntax', params: { reason: 'ALIAS' } }],
    };
  }
  const lineOf = (path: readonly (string | number)[]): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return firstLine;
  };
  return { source: { file, value: value ?? {}, lineOf }, problems: [] };
}

/** Splits a lesson into front matter and body; the body keeps its line numbers by starting with blank lines. */
export function splitFrontMatter(text: string): { front: string; body: string } | null {
  const match = /^---\n([\s\S]*?\n)---(?:\n|$)/.exec(text);
  if (!match) return null;
  const [whole, front = ''] = match;
  const lines = whole.split('\n').length - 1;
  return { front, body: '\n'.repeat(lines) + text.slice(whole.length) };
}
