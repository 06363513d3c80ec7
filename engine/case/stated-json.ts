import { AppError } from '../../shared/errors.ts';

/**
 * A JSON text that a case file states, as what it is to be: whoever wrote the file may have written anything.
 *
 * @param what such as `the layout of source 1`
 * @param parse throws where the value is none of its kind
 * @throws AppError CASE_CORRUPT
 */
export function statedJson<T>(what: string, text: string, parse: (value: unknown) => T): T {
  try {
    return parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError(
      {
        code: 'CASE_CORRUPT',
        message: `${what} cannot be read`,
        safe: 'nothing was changed, and what the case file stores of its sources can still be extracted',
        next: 'verify the case file to see all that is damaged, and go back to a copy of it',
      },
      { cause },
    );
  }
}
