import { type AppError, toAppError } from '../../../shared/errors.ts';
import { parseQuery } from '../../../shared/query/parse.ts';

interface QueryFault {
  readonly error: AppError;
  /** 0-based, in UTF-16 code units. */
  readonly position: number;
}

/** Why the text does not read as a query; null where it does. */
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

/** Whether an answer failed by what the query says, such as an expression that does not compile: that is said once. */
export function isAboutQuery({ code, details }: AppError): boolean {
  return code === 'INVALID_INPUT' && typeof details?.['position'] === 'number';
}
