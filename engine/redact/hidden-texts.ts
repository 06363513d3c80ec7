/** Texts that must stand nowhere in a pack, of which there can be as many as entries. */

/** Shorter texts are looked for as whole values alone: as parts they stand everywhere. */
export const shortest = 4;

/** All that a document says: names, texts and numbers, as they are and not as JSON spells them. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}

export class HiddenTexts {
  private readonly texts: ReadonlySet<string>;
  /** Without letter case. By the first signs of each, all lengths that begin so: a text is looked through once for all of them. */
  private readonly folded = new Set<string>();
  private readonly lengths = new Map<string, Set<number>>();

  constructor(texts: Iterable<string>) {
    this.texts = new Set(texts);
    for (const text of this.texts) if (text.length >= shortest) this.fold(text.toLowerCase());
  }

  private fold(text: string): void {
    if (this.folded.has(text)) return;
    this.folded.add(text);
    const head = text.slice(0, shortest);
    const lengths = this.lengths.get(head);
    if (lengths === undefined) this.lengths.set(head, new Set([text.length]));
    else lengths.add(text.length);
  }

  get size(): number {
    return this.texts.size;
  }

  /** Whether one of them is all that this says. */
  has(text: string): boolean {
    return this.texts.has(text);
  }

  /**
   * Whether a text for people says one of them: letter case does not count, nor what is too short to tell, nor a decimal that is
   * part of a longer number, such as of a time, nor digits inside of a hash.
   */
  areQuotedIn(text: string): boolean {
    if (this.folded.size === 0) return false;
    const said = text.toLowerCase();
    for (let at = 0; at + 1 < said.length; at++) {
      for (const length of this.lengths.get(said.slice(at, at + shortest)) ?? [])
        if (this.folded.has(said.slice(at, at + length)) && !isByChance(said, at, at + length)) return true;
    }
    return false;
  }
}

const number = /^[\d.]+$/;
/** As long as an MD5 in hex: no number that anybody says. */
const digestLength = 32;

/**
 * Whether what stands from `start` to `end` of a text in lower case is a decimal inside of a longer number, or digits inside of a hash in hex. Whole numbers inside of longer
 * ones are said: a telephone number with its prefix says it without.
 */
export function isByChance(text: string, start: number, end: number): boolean {
  const found = text.slice(start, end);
  if (!number.test(found)) return false;
  if (found.includes('.')) return isDigit(text[start - 1]) || isDigit(text[end]);
  let [from, to] = [start, end];
  while (isHex(text[from - 1])) from--;
  while (isHex(text[to])) to++;
  return to - from >= digestLength;
}

function isDigit(sign: string | undefined): boolean {
  return sign !== undefined && sign >= '0' && sign <= '9';
}

function isHex(sign: string | undefined): boolean {
  return isDigit(sign) || (sign !== undefined && sign >= 'a' && sign <= 'f');
}
