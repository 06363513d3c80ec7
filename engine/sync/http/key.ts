import { AppError } from '../../../shared/errors.ts';

/**
 * The API key as it goes into a header: white space around it is left from copying. No message holds any of it.
 *
 * @throws AppError INVALID_INPUT where a header cannot carry it
 */
export function usableKey(text: string): string {
  const key = text.trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: key === '' ? 'the API key is empty' : 'the API key holds characters that no key has',
    safe: 'nothing was sent',
    next: 'copy it again: it is one word of letters, digits and signs',
  });
}

/** A shorter key may stand somewhere by chance. */
const shortest = 8;

/** Whether a text, or bytes, of the server's hold the key, also as an address spells it. */
export function repeatsKey(text: string | Buffer, key: string): boolean {
  if (key.length < shortest) return false;
  return text.includes(key) || (typeof text === 'string' && text.includes(encodeURIComponent(key)));
}

/** A server that repeats the key in what it says would have it written to the case file, or onto the screen. */
export function keyRepeated(): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: 'an answer repeats the API key, which is never written to a case file',
    safe: 'nothing of that answer was kept',
    next: 'ask whoever runs the API why it tells keys, and replace this one',
  });
}

/** Looks for the key in bytes that come in pieces: it may begin in one of them and end in the next. */
export class KeyWatch {
  private readonly key: string;
  private before: Buffer = Buffer.alloc(0);

  constructor(key: string) {
    this.key = key;
  }

  /** @throws AppError INVALID_INPUT where the key stands in what has come so far */
  look(piece: Buffer): void {
    const seen = Buffer.concat([this.before, piece]);
    if (repeatsKey(seen, this.key)) throw keyRepeated();
    this.before = Buffer.from(seen.subarray(Math.max(0, seen.length - this.key.length + 1)));
  }
}
