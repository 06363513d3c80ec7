import { readSmallFile } from '../engine/files/small-file.ts';
import { fromUtf8 } from '../shared/bytes/encoding.ts';
import { AppError } from '../shared/errors.ts';

/**
 * The text of a file that an option names, without a byte order mark.
 *
 * @param safe what is so although it cannot be read
 * @throws AppError FILE_UNREADABLE; INVALID_INPUT where it is not UTF-8
 */
export function givenText(path: string, safe: string, longest?: number): string {
  const text = fromUtf8(readSmallFile(path, longest));
  if (text !== null) return text.replace(/^\ufeff/, '');
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is not UTF-8 text`,
    safe,
    next: 'save it as UTF-8, or name another file',
  });
}

/**
 * What a JSON file holds.
 *
 * @throws AppError FILE_UNREADABLE; INVALID_INPUT where it is no JSON
 */
export function givenJson(path: string, safe: string, longest?: number): unknown {
  const text = givenText(path, safe, longest);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError(
      {
        code: 'INVALID_INPUT',
        message: `${path} is not JSON: ${text.trim() === '' ? 'it is empty' : (error as Error).message}`,
        safe,
        next: 'correct it there, or name another file',
      },
      { cause: error },
    );
  }
}
