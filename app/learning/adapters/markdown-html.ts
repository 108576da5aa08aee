import rehypeSanitize, { type Options as SanitizeSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { MarkdownNode } from './markdown-nodes';

/** Everything a lesson may become. What is not here is dropped, whatever wrote it. */
const SCHEMA: SanitizeSchema = {
  tagNames: (
    'p br strong em del code pre blockquote ul ol li table thead tbody tr th td h3 h4 a kbd hr aside figure img ' +
    'figcaption dl dt dd i div'
  ).split(' '),
  attributes: {
    a: ['href', ['rel', 'noreferrer'], ['className', 'term']],
    aside: [['className', 'callout-note', 'callout-warning']],
    code: [['className', /^language-[\w-]+$/]],
    div: [['className', 'table-scroll'], 'tabIndex'],
    dl: [['className', 'terms']],
    dt: [['id', /^term-[a-z0-9-]+$/]],
    i: [['lang', 'vi', 'en']],
    img: [['src', /^\/content\/pictures\/[0-9a-f]{64}\.svg$/], 'alt', 'width', 'height', ['loading', 'lazy']],
    ol: ['start'],
    p: [['className', 'callout-title', 'step-note']],
    td: [['align', 'left', 'center', 'right']],
    th: [
      ['align', 'left', 'center', 'right'],
      ['scope', 'col'],
    ],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  clobber: [],
  strip: ['script', 'style'],
};

export interface MarkdownTools {
  parse: (text: string) => MarkdownNode;
  /** Safe html of some nodes; link definitions of the whole text must be among them. */
  html: (nodes: MarkdownNode[]) => string;
}

export function markdownTools(): MarkdownTools {
  const reader = unified().use(remarkParse).use(remarkGfm).use(remarkDirective).freeze();
  const writer = unified().use(remarkRehype).use(rehypeSanitize, SCHEMA).use(rehypeStringify).freeze();
  return {
    parse: (text) => reader.parse(text) as unknown as MarkdownNode,
    html: (nodes) => {
      const root = { type: 'root', children: nodes } as unknown as Parameters<typeof writer.runSync>[0];
      return writer.stringify(writer.runSync(root) as Parameters<typeof writer.stringify>[0]).trim();
    },
  };
}
