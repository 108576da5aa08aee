import type { ContentProblem } from '../content-problems';
import type { SectionOutline } from '../content-schema';
import { MAX_SECTIONS, type GlossaryEntry, type Lang, type Section, type SectionPart } from '../lessons';
import { checkClosed, mendAll, report, type LessonReading, type Picture } from './directives';
import type { MarkdownTools } from './markdown-html';
import { element, lineOfNode, plainText, textNode, type MarkdownNode } from './markdown-nodes';

export interface LessonMarkdown {
  sections: Section[];
  outline: SectionOutline[];
  problems: ContentProblem[];
}

/**
 * Reads the body of one lesson in one language: each `## ` heading starts a section, and a section becomes runs of safe
 * html with exercises and checks between them. Terms are explained in a list at the section's end, so that they work
 * without script and in print. What the text refers to is listed with its lines for the checks between files.
 */
export function readLesson(
  tools: MarkdownTools,
  input: {
    file: string;
    body: string;
    lang: Lang;
    glossary: ReadonlyMap<string, GlossaryEntry>;
    pictures: ReadonlyMap<string, Picture>;
  },
): LessonMarkdown {
  const { file, body, lang, glossary, pictures } = input;
  const reading: LessonReading = { file, text: body, pictures, problems: [], references: [] };
  const nodes = tools.parse(body).children ?? [];
  const definitions = mendAll(
    nodes.filter((node) => node.type === 'definition'),
    reading,
  );
  const content = nodes.filter((node) => node.type !== 'definition');
  const firstHeading = content.findIndex(isSectionHeading);
  const before = content.slice(0, firstHeading === -1 ? content.length : firstHeading);
  const stray = before.find((node) => !isComment(node));
  if (stray) report(reading, stray, 'text_before_section');

  const sections: Section[] = [];
  const outline: SectionOutline[] = [];
  for (const [heading, ...children] of splitSections(content.slice(before.length))) {
    reading.references = [];
    const html = (part: MarkdownNode[]) => tools.html([...part, ...definitions]);
    const parts = readParts(children, sections.length + 1, reading, html);
    const terms = [...new Set(reading.references.filter((ref) => ref.kind === 'term').map((ref) => ref.ref))];
    const known = terms.flatMap((key) => glossary.get(key) ?? []);
    if (known.length > 0) appendHtml(parts, html([explainTerms(known, lang)]));
    sections.push({ title: plainText(heading!).trim(), parts, terms });
    outline.push({ line: lineOfNode(heading!), references: reading.references });
    if (sections.length === MAX_SECTIONS + 1)
      report(reading, heading!, 'too_many_sections', { most: MAX_SECTIONS });
  }
  if (sections.length === 0) report(reading, content[0] ?? { type: 'root' }, 'no_section');
  return { sections, outline, problems: reading.problems };
}

const isSectionHeading = (node: MarkdownNode) => node.type === 'heading' && node.depth === 2;
const isComment = (node: MarkdownNode) => node.type === 'html' && /^\s*<!--/.test(node.value ?? '');

function splitSections(nodes: MarkdownNode[]): MarkdownNode[][] {
  const sections: MarkdownNode[][] = [];
  for (const node of nodes) {
    if (isSectionHeading(node)) sections.push([node]);
    else sections.at(-1)?.push(node);
  }
  return sections;
}

function readParts(
  nodes: MarkdownNode[],
  section: number,
  reading: LessonReading,
  html: (nodes: MarkdownNode[]) => string,
): SectionPart[] {
  const parts: SectionPart[] = [];
  let exercises = 0;
  let run: MarkdownNode[] = [];
  const flush = () => {
    const text = html(mendAll(run, reading));
    if (text !== '') parts.push({ kind: 'html', html: text });
    run = [];
  };
  for (const node of nodes) {
    const isCheck = node.type === 'leafDirective' && node.name === 'check';
    const isExercise = node.type === 'containerDirective' && node.name === 'steps';
    if (!isCheck && !isExercise) {
      run.push(node);
      continue;
    }
    flush();
    if (isCheck) {
      const id = node.attributes?.id?.trim() ?? '';
      if (id === '') report(reading, node, 'directive_value', { name: 'check', value: 'id' });
      else {
        reading.references.push({ kind: 'check', ref: id, line: lineOfNode(node) });
        parts.push({ kind: 'check', questionCode: id });
      }
    } else {
      exercises += 1;
      const part = readExercise(node, `s${section}-${exercises}`, reading, html);
      if (part) parts.push(part);
    }
  }
  flush();
  return parts;
}

/** One ordered list of steps; what follows the list is the help for those who see something else. */
function readExercise(
  node: MarkdownNode,
  defaultKey: string,
  reading: LessonReading,
  html: (nodes: MarkdownNode[]) => string,
): SectionPart | null {
  checkClosed(node, reading);
  const title = node.attributes?.title?.trim() ?? '';
  const key = node.attributes?.key ?? defaultKey;
  if (title === '') report(reading, node, 'directive_value', { name: 'steps', value: 'title' });
  if (!/^[a-z0-9-]+$/.test(key)) report(reading, node, 'directive_value', { name: 'steps', value: 'key' });
  const [list, ...help] = node.children ?? [];
  const items = list?.children ?? [];
  const isRight =
    list?.type === 'list' &&
    list.ordered === true &&
    !help.some((child) => child.type === 'list' && child.ordered) &&
    items.every((item) => item.children?.[0]?.type === 'paragraph');
  if (!isRight) {
    report(reading, list ?? node, 'steps_shape');
    return null;
  }
  reading.references.push({ kind: 'steps', ref: String(items.length), line: lineOfNode(node) });
  const steps = items.map((item) => {
    const [first, ...notes] = mendAll(item.children ?? [], reading);
    return html([first!, ...notes.map(asNote)]);
  });
  const helpHtml = help.length > 0 ? html(mendAll(help, reading)) : null;
  return { kind: 'steps', key, title, steps, helpHtml };
}

function asNote(node: MarkdownNode): MarkdownNode {
  return node.type === 'paragraph' ? { ...node, data: { hProperties: { className: ['step-note'] } } } : node;
}

function explainTerms(entries: GlossaryEntry[], lang: Lang): MarkdownNode {
  const other: Lang = lang === 'vi' ? 'en' : 'vi';
  return element(
    'dl',
    { className: ['terms'] },
    entries.flatMap((entry) => [
      element('dt', { id: `term-${entry.key}` }, [
        textNode(`${entry[lang].term} `),
        element('i', { lang: other }, [textNode(entry[other].term)]),
      ]),
      element('dd', {}, [textNode(entry[lang].text)]),
    ]),
  );
}

/** The list of terms stands last, in the section's last run of html where that ends the section. */
function appendHtml(parts: SectionPart[], html: string): void {
  const last = parts.at(-1);
  if (last?.kind === 'html') last.html += `\n${html}`;
  else parts.push({ kind: 'html', html });
}
