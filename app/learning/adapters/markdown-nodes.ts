/** What this area reads of a Markdown tree (mdast with directives); the rest of the standard's shape passes through. */
export interface MarkdownNode {
  type: string;
  value?: string;
  children?: MarkdownNode[];
  /** Of headings. */
  depth?: number;
  /** Of links and definitions. */
  url?: string;
  title?: string | null;
  /** Of lists and their items. */
  ordered?: boolean | null;
  checked?: boolean | null;
  /** Of directives. */
  name?: string;
  attributes?: Record<string, string | null | undefined> | null;
  /** How remark-rehype writes the node. */
  data?: { hName?: string; hProperties?: Record<string, string | number | string[]> };
  position?: { start: { line: number; offset?: number }; end: { line: number; offset?: number } };
}

export function textNode(value: string): MarkdownNode {
  return { type: 'text', value };
}

/** A node that becomes the HTML element `name`. */
export function element(
  name: string,
  properties: Record<string, string | number | string[]>,
  children: MarkdownNode[],
): MarkdownNode {
  return { type: `${name}Element`, data: { hName: name, hProperties: properties }, children };
}

export function lineOfNode(node: MarkdownNode): number {
  return node.position?.start.line ?? 1;
}

/** All words below a node, without marks. */
export function plainText(node: MarkdownNode): string {
  return node.value ?? (node.children ?? []).map(plainText).join('');
}
