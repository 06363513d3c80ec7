import { type AppError, toAppError } from '../../../shared/errors.ts';
import { parseQuery } from '../../../shared/query/parse.ts';

export interface QueryFault {
  readonly error: AppError;
  /** 0-based, in UTF-16 code units. */
  readonly position: number;
}

/** Why the text is not a valid query; null if it is. */
export function faultOf(text: string): QueryFault | null {
  try {
    parseQuery(text);
    return null;
  } catch (thrown) {
    const error = toAppError(thrown);
    const position = error.details?.['position'];
    return { error, position: typeof position === 'number' ? position : 0 };
  }
}

/**
 * Whether an answer failed because of the query itself, such as an invalid regular expression: that is reported only
 * once.
 */
export function isAboutQuery({ code, details }: AppError): boolean {
  return code === 'INVALID_INPUT' && typeof details?.['position'] === 'number';
}
