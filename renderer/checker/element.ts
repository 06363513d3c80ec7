import { visibleLines, visibleSegments } from '../text/visible-text.ts';

type Child = Node | string | null;

/** An element with its children. Text is text, whatever it holds: nothing here makes markup of it. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Somebody else's text, in which what cannot be seen, or turns its surroundings around, is shown by its name. */
export function evidence(text: string, lines: 'line' | 'lines' = 'line'): HTMLElement {
  const segments = lines === 'line' ? visibleSegments(text) : visibleLines(text);
  return element(
    'bdi',
    { class: 'evidence' },
    ...segments.map(({ text: shown, mark }) =>
      mark === undefined ? shown : element('span', { class: 'invisible', title: mark }, shown),
    ),
  );
}
