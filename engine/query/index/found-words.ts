import type { ReadableDb } from '../../case/database.ts';
import type { EntrySet } from './entry-set.ts';
import type { ReviewIndex } from './review-index.ts';

/** Words whose entries are remembered: those that one is typed through, and one before. */
const mostWords = 16;

/** In which entries' texts words were found: one that is typed on is only in those. */
export class FoundWords {
  private readonly found = new Map<string, EntrySet>();

  /** The fewest entries known that all which hold the needle are among; null where nothing is known of it. */
  among(needle: string): EntrySet | null {
    // Held against one another as they are searched for, byte for byte: of half a character nothing follows for the whole.
    const bytes = Buffer.from(needle);
    let fewest: EntrySet | null = null;
    for (const [known, set] of this.found) {
      if (bytes.includes(known) && (fewest === null || set.size < fewest.size)) fewest = set;
    }
    return fewest;
  }

  keep(needle: string, set: EntrySet): void {
    this.found.delete(needle);
    this.found.set(needle, set);
    if (this.found.size > mostWords) this.found.delete(this.found.keys().next().value as string);
  }
}

interface Kept {
  readonly last: number;
  readonly generation: number;
  readonly words: FoundWords;
}
const kept = new WeakMap<ReadableDb, Kept>();

export function foundWords(db: ReadableDb, { last, generation }: ReviewIndex): FoundWords {
  const known = kept.get(db);
  if (known?.last === last && known.generation === generation) return known.words;
  const words = new FoundWords();
  kept.set(db, { last, generation, words });
  return words;
}
