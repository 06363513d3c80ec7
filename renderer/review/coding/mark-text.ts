import type { Mark } from '../../../shared/annotation/mark.ts';
import { strings } from '../../strings.ts';

/** What was said about this many entries, in words. */
export function markText(mark: Mark, entries: number): string {
  const words = strings.coding.gave;
  if ('note' in mark) return words.note(entries);
  if ('tag' in mark) return words.tag(mark.tag, entries);
  if ('untag' in mark) return words.untag(mark.untag, entries);
  if ('reviewed' in mark) return words.reviewed(mark.reviewed, entries);
  return words.code(mark.code.field, mark.code.value, entries);
}
