import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { ContentProblem } from '../content-problems';
import {
  bankSchema,
  blueprintSchema,
  courseSchema,
  examSchema,
  frontMatterSchema,
  glossarySchema,
  readShape,
  standardSchema,
  type ContentFiles,
  type CourseFolder,
  type CoursePicture,
  type LessonFile,
  type Sourced,
} from '../content-schema';
import type { Lang } from '../lessons';
import { checkPicture } from '../svg';
import { folderReader, type FolderReader } from './folder';
import { readLesson } from './lesson-markdown';
import { markdownTools, type MarkdownTools } from './markdown-html';
import { parseYaml, splitFrontMatter } from './yaml-file';

const LESSON_NAME = /^(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.(vi|en)\.md$/;

/**
 * Reads the folder of content. `complete` tells whether every file could be read into its shape: only then do checks
 * between files make sense, for a bank that failed to parse would be reported missing wherever it is named.
 */
export function readContent(folder: string): {
  files: ContentFiles;
  problems: ContentProblem[];
  complete: boolean;
} {
  const reader = folderReader(folder);
  const tools = markdownTools();
  let complete = true;
  const shaped: ReadShaped = (schema, path) => {
    const source = readYaml(reader, path);
    const sourced = source ? check(reader, schema, source) : null;
    if (!sourced) complete = false;
    return sourced;
  };
  const all: ReadAll = (schema, path) =>
    expectFiles(reader, path, /\.yaml$/).flatMap((name) => shaped(schema, `${path}/${name}`) ?? []);

  if (!reader.exists('standards') && !reader.exists('courses')) reader.report('.', 'file_missing');
  const known = ['standards', 'courses', 'banks', 'blueprints', 'exams'];
  for (const { name } of reader.list('.')) if (!known.includes(name)) reader.report(name, 'unexpected_file');
  const files: ContentFiles = {
    standards: all(standardSchema, 'standards'),
    courses: expectFolders(reader, 'courses').map((name) =>
      readCourse(reader, tools, shaped, `courses/${name}`),
    ),
    banks: all(bankSchema, 'banks'),
    blueprints: all(blueprintSchema, 'blueprints'),
    exams: all(examSchema, 'exams'),
  };
  const lessons = files.courses.flatMap((course) => course.lessons);
  if (lessons.some((lesson) => lesson.front === null)) complete = false;
  return { files, problems: reader.problems, complete };
}

type ReadShaped = <S extends z.ZodType>(schema: S, path: string) => Sourced<z.output<S>> | null;
type ReadAll = <S extends z.ZodType>(schema: S, path: string) => Sourced<z.output<S>>[];

function readCourse(
  reader: FolderReader,
  tools: MarkdownTools,
  shaped: ReadShaped,
  folder: string,
): CourseFolder {
  const known = ['course.yaml', 'glossary.yaml', 'checks.yaml', 'lessons', 'pictures'];
  for (const { name } of reader.list(folder)) {
    if (!known.includes(name)) reader.report(`${folder}/${name}`, 'unexpected_file');
  }
  const optional = <S extends z.ZodType>(schema: S, name: string) =>
    reader.exists(`${folder}/${name}`) ? shaped(schema, `${folder}/${name}`) : null;
  const glossary = optional(glossarySchema, 'glossary.yaml');
  const pictures = expectFiles(reader, `${folder}/pictures`, /\.svg$/).flatMap((name) => {
    return readPicture(reader, `${folder}/pictures/${name}`, name) ?? [];
  });
  const context = {
    glossary: new Map((glossary?.data.terms ?? []).map((entry) => [entry.key, entry])),
    pictures: new Map(pictures.map((picture) => [picture.name, picture])),
  };
  const lessons = expectFiles(reader, `${folder}/lessons`, LESSON_NAME).flatMap((name) => {
    const [, number = '', slug = '', lang = ''] = LESSON_NAME.exec(name) ?? [];
    const file = `${folder}/lessons/${name}`;
    return (
      readLessonFile(reader, tools, { file, number: Number(number), slug, lang: lang as Lang }, context) ?? []
    );
  });
  return {
    folder,
    course: shaped(courseSchema, `${folder}/course.yaml`),
    glossary,
    checks: optional(bankSchema, 'checks.yaml'),
    pictures,
    lessons,
  };
}

function readLessonFile(
  reader: FolderReader,
  tools: MarkdownTools,
  name: Pick<LessonFile, 'file' | 'number' | 'slug' | 'lang'>,
  context: Pick<Parameters<typeof readLesson>[1], 'glossary' | 'pictures'>,
): LessonFile | null {
  const text = reader.text(name.file);
  if (text === null) return null;
  const split = splitFrontMatter(text);
  if (!split) {
    reader.report(name.file, 'front_matter_missing');
    return { ...name, front: null, sections: [], outline: [] };
  }
  const { source, problems } = parseYaml(name.file, split.front, 2);
  reader.problems.push(...problems);
  const front = source ? check(reader, frontMatterSchema, source) : null;
  const lesson = readLesson(tools, { file: name.file, body: split.body, lang: name.lang, ...context });
  reader.problems.push(...lesson.problems);
  return { ...name, front, sections: lesson.sections, outline: lesson.outline };
}

function readPicture(reader: FolderReader, file: string, name: string): CoursePicture | null {
  const text = reader.text(file);
  if (text === null) return null;
  const found = checkPicture(text);
  if (found.kind === 'unsafe') reader.report(file, 'picture_unsafe', { what: found.what }, found.line);
  if (found.kind === 'broken') reader.report(file, 'picture_broken', {}, found.line);
  if (found.kind === 'without_size') reader.report(file, 'picture_without_size');
  const hash = createHash('sha256').update(text).digest('hex');
  // A picture that was refused keeps its name, so that the lesson is not blamed for it as well.
  const { width, height } = found.kind === 'safe' ? found : { width: 1, height: 1 };
  return { file, name, hash, text, width, height };
}

function readYaml(reader: FolderReader, path: string) {
  const text = reader.text(path);
  if (text === null) return null;
  const { source, problems } = parseYaml(path, text);
  reader.problems.push(...problems);
  return source;
}

function check<S extends z.ZodType>(
  reader: FolderReader,
  schema: S,
  source: Parameters<typeof readShape>[1],
): Sourced<z.output<S>> | null {
  const { sourced, problems } = readShape(schema, source);
  reader.problems.push(...problems);
  return sourced;
}

function expectFiles(reader: FolderReader, path: string, pattern: RegExp): string[] {
  return expect(reader, path, ({ name, isFolder }) => !isFolder && pattern.test(name));
}

function expectFolders(reader: FolderReader, path: string): string[] {
  return expect(reader, path, ({ isFolder }) => isFolder);
}

function expect(
  reader: FolderReader,
  path: string,
  isWanted: (entry: { name: string; isFolder: boolean }) => boolean,
): string[] {
  return reader.list(path).flatMap((entry) => {
    if (isWanted(entry)) return [entry.name];
    reader.report(`${path}/${entry.name}`, 'unexpected_file');
    return [];
  });
}
