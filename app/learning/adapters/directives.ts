import type { ContentProblem, ContentProblemCode } from '../content-problems';
import type { LessonReference } from '../content-schema';
import { element, lineOfNode, plainText, textNode, type MarkdownNode } from './markdown-nodes';

/** A picture of the course, as stored. */
export interface Picture {
  hash: string;
  width: number;
  height: number;
}

/** What is known and collected while one lesson text is read. */
export interface LessonReading {
  file: string;
  text: string;
  pictures: ReadonlyMap<string, Picture>;
  problems: ContentProblem[];
  /** Of the section being read. */
  references: LessonReference[];
}

export function report(
  reading: LessonReading,
  node: MarkdownNode,
  code: ContentProblemCode,
  params: ContentProblem['params'] = {},
): void {
  reading.problems.push({ file: reading.file, line: lineOfNode(node), code, params });
}

/** Turns directives into elements and takes out what a lesson may not hold, telling each time what and where. */
export function mendAll(nodes: MarkdownNode[], reading: LessonReading): MarkdownNode[] {
  const mended: MarkdownNode[] = [];
  let hidden: string | null = null;
  for (const node of nodes) {
    if (hidden !== null) {
      // The words between <script> and </script> are no words for people.
      if (node.type === 'html' && new RegExp(`^</${hidden}`, 'i').test(node.value ?? '')) hidden = null;
      continue;
    }
    if (node.type === 'html') {
      hidden = /^<(script|style)\b(?![\s\S]*<\/\1)/i.exec(node.value ?? '')?.[1] ?? null;
      if (!/^\s*<!--/.test(node.value ?? '')) {
        report(reading, node, 'html_removed', {
          what: (node.value ?? '').trim().split('\n')[0]!.slice(0, 60),
        });
      }
      continue;
    }
    mended.push(...mend(node, reading));
  }
  return mended;
}

function mend(node: MarkdownNode, reading: LessonReading): MarkdownNode[] {
  const refuse = (code: ContentProblemCode, params: ContentProblem['params'] = {}) => {
    report(reading, node, code, params);
    return [];
  };
  switch (node.type) {
    case 'textDirective':
      return mendTextDirective(node, reading);
    case 'leafDirective':
      if (node.name === 'figure') return figure(node, reading);
      return refuse(node.name === 'check' ? 'directive_place' : 'unknown_directive', {
        name: node.name ?? '',
      });
    case 'containerDirective':
      if (node.name === 'note' || node.name === 'warning') return callout(node, node.name, reading);
      return refuse(node.name === 'steps' ? 'directive_place' : 'unknown_directive', {
        name: node.name ?? '',
      });
    case 'image':
    case 'imageReference':
      return refuse('not_supported', { what: '![]()' });
    case 'footnoteReference':
    case 'footnoteDefinition':
      return refuse('not_supported', { what: '[^1]' });
    case 'heading':
      if (node.depth !== 3 && node.depth !== 4) return refuse('heading_level', { level: node.depth ?? 0 });
      break;
    case 'listItem':
      if (node.checked !== null && node.checked !== undefined)
        return refuse('not_supported', { what: '- [ ]' });
      break;
    case 'link':
    case 'definition':
      return link(node, reading);
    case 'table':
      // Wide tables scroll by themselves on a phone; by keyboard too.
      return [
        element('div', { className: ['table-scroll'], tabIndex: 0 }, [withMendedChildren(node, reading)]),
      ];
  }
  return [withMendedChildren(node, reading)];
}

function withMendedChildren(node: MarkdownNode, reading: LessonReading): MarkdownNode {
  return node.children ? { ...node, children: mendAll(node.children, reading) } : node;
}

function mendTextDirective(node: MarkdownNode, reading: LessonReading): MarkdownNode[] {
  const children = node.children ?? [];
  if (node.name === 'kbd' && children.length > 0) return keys(plainText(node));
  if (node.name === 'term' && children.length > 0) {
    const key = node.attributes?.key ?? '';
    if (!/^[a-z0-9-]+$/.test(key)) report(reading, node, 'directive_value', { name: 'term', value: 'key' });
    else reading.references.push({ kind: 'term', ref: key, line: lineOfNode(node) });
    return [element('a', { className: ['term'], href: `#term-${key}` }, mendAll(children, reading))];
  }
  const isBare = children.length === 0 && Object.keys(node.attributes ?? {}).length === 0;
  // "09:14" and "IU01:tin" read as directives by the grammar, and as words by people.
  if (isBare && node.name !== 'kbd' && node.name !== 'term') return [textNode(`:${node.name ?? ''}`)];
  report(reading, node, isBare ? 'directive_value' : 'unknown_directive', {
    name: node.name ?? '',
    value: '[]',
  });
  return [];
}

/** 'Ctrl+S' as two keys joined by " + "; a plus at the end is the key itself, as in 'Ctrl++'. */
function keys(chord: string): MarkdownNode[] {
  const names = chord.endsWith('++')
    ? [...chord.slice(0, -2).split('+'), '+']
    : chord === '+'
      ? ['+']
      : chord.split('+');
  return names.flatMap((name, index) => [
    ...(index > 0 ? [textNode(' + ')] : []),
    element('kbd', {}, [textNode(name.trim())]),
  ]);
}

function callout(node: MarkdownNode, name: 'note' | 'warning', reading: LessonReading): MarkdownNode[] {
  checkClosed(node, reading);
  const title = node.attributes?.title?.trim() ?? '';
  if (title === '') report(reading, node, 'directive_value', { name, value: 'title' });
  else reading.references.push({ kind: name, ref: '', line: lineOfNode(node) });
  return [
    element('aside', { className: [`callout-${name}`] }, [
      element('p', { className: ['callout-title'] }, [textNode(title)]),
      ...mendAll(node.children ?? [], reading),
    ]),
  ];
}

/** A container left open swallows the rest of the lesson without a word from the grammar. */
export function checkClosed(node: MarkdownNode, reading: LessonReading): void {
  const { start, end } = node.position ?? {};
  const source = reading.text.slice(start?.offset ?? 0, end?.offset ?? 0);
  if (!/(?:^|\n)[ \t>]*:{3,}[ \t]*$/.test(source))
    report(reading, node, 'directive_unclosed', { name: node.name ?? '' });
}

function figure(node: MarkdownNode, reading: LessonReading): MarkdownNode[] {
  const { src, alt, caption } = node.attributes ?? {};
  for (const [value, text] of Object.entries({ src, alt })) {
    if (!text?.trim()) report(reading, node, 'directive_value', { name: 'figure', value });
  }
  if (!src?.trim() || !alt?.trim()) return [];
  reading.references.push({ kind: 'figure', ref: src, line: lineOfNode(node) });
  const picture = reading.pictures.get(src);
  if (!picture) return [];
  const { hash, width, height } = picture;
  const address = `/content/pictures/${hash}.svg`;
  return [
    element('figure', {}, [
      element('img', { src: address, alt, width, height, loading: 'lazy' }, []),
      ...(caption ? [element('figcaption', {}, [textNode(caption)])] : []),
    ]),
  ];
}

function link(node: MarkdownNode, reading: LessonReading): MarkdownNode[] {
  const children = mendAll(node.children ?? [], reading);
  const url = node.url ?? '';
  const first = reading.text[node.position?.start.offset ?? -1];
  // An address named in a lesson about fraud must not become a link by itself; only [words](address) is one.
  if (node.type === 'link' && first !== '[') return children;
  const isOutside = /^(?:https?:\/\/|mailto:|tel:)/i.test(url);
  if (!isOutside && (/^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith('//'))) {
    report(reading, node, 'link_removed', { url: url.slice(0, 60) });
    return children;
  }
  if (!isOutside) reading.references.push({ kind: 'link', ref: url, line: lineOfNode(node) });
  if (node.type === 'definition') return [node];
  const data: MarkdownNode['data'] = isOutside ? { hProperties: { rel: ['noreferrer'] } } : {};
  return [{ ...node, title: null, data, children }];
}
