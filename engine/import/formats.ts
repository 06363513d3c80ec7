import { AppError } from '../../shared/errors.ts';
import type { Splitter } from './located.ts';
import { splitArray } from './split-array.ts';
import { splitLines } from './split-lines.ts';

/** The forms that a source's records come in; a further one is a splitter and a line here. */
const splitters: Readonly<Record<string, Splitter>> = {
  ndjson: splitLines,
  'json-array': splitArray,
  /** A file without a byte in it. */
  empty: splitLines,
};

/** @throws AppError CASE_CORRUPT for a format that only a damaged or newer case file could name. */
export function splitterFor(format: string): Splitter {
  const splitter = Object.hasOwn(splitters, format) ? splitters[format] : undefined;
  if (splitter) return splitter;
  throw new AppError({
    code: 'CASE_CORRUPT',
    message: `no such format: ${JSON.stringify(format)}`,
    safe: 'nothing was changed',
    next: 'open the case with the Casebound that wrote it',
  });
}
