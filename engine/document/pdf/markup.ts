/** The report's markup as a tree: the page for a browser and the pages to print are two renderings of it. */
import { parseDocument } from 'htmlparser2';

/** The library's nodes, as far as they are looked at. */
interface ParsedNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly ParsedNode[];
}

export interface Element {
  readonly tag: string;
  readonly classes: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}
export type Node = Element | string;

/** What stands in the page's `main`, in order. */
export function reportTree(markup: string): Element[] {
  const root = elementOf(parseDocument(markup) as unknown as ParsedNode);
  const main = find(root, 'main');
  if (main === null) throw new Error('the report has no main part');
  return elements(main);
}

export function elements({ children }: Element): Element[] {
  return children.filter((child) => typeof child !== 'string');
}

/** The first of a tag, at any depth. */
export function find(within: Element, tag: string): Element | null {
  for (const child of elements(within)) {
    const found = child.tag === tag ? child : find(child, tag);
    if (found !== null) return found;
  }
  return null;
}

export function textOf(node: Node): string {
  if (typeof node === 'string') return node;
  return node.tag === 'br' ? '\n' : node.children.map(textOf).join('');
}

function elementOf({ name, attribs = {}, children = [] }: ParsedNode): Element {
  const nodes = children.flatMap((child): Node[] => {
    if (child.type === 'text') return [child.data ?? ''];
    return child.name === undefined || child.name === 'style' ? [] : [elementOf(child)];
  });
  const classes = (attribs['class'] ?? '').split(' ').filter((each) => each !== '');
  return { tag: name ?? '', classes, attributes: attribs, children: nodes };
}
