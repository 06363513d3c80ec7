import { visibleLines, visibleSegments } from '../text/visible-text.ts';

type Child = Node | string | null;

/** Creates an element with its children. Text stays text, whatever it holds: nothing here turns it into markup. */
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

/**
 * Somebody else's text, in which invisible characters, and those that reorder the text around them, are shown by
 * name.
 */
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
