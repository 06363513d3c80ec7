import type { CommandId } from './catalogue.ts';

/** The commands whose title holds every word of the text, the ones that begin with it first; in their own order otherwise. */
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
