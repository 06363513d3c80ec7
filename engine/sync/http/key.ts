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
