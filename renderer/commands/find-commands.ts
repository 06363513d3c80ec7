import type { CommandId } from './catalogue.ts';

/**
 * The commands whose title contains every word of the text: first those that begin with it, otherwise in their own
 * order.
 */
export function findCommands(
  text: string,
  ids: readonly CommandId[],
  titleOf: (id: CommandId) => string,
): readonly CommandId[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  return ids
    .map((id) => ({ id, title: titleOf(id).toLowerCase() }))
    .filter(({ title }) => words.every((word) => title.includes(word)))
    .sort((a, b) => Number(b.title.startsWith(first)) - Number(a.title.startsWith(first)))
    .map(({ id }) => id);
}
