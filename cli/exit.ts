import { AppError, type ErrorCode, toAppError } from '../shared/errors.ts';
import { printable } from './output.ts';

/** What a command ends with: done and clean; done, with findings; could not run; cancelled. */
export const exit = { clean: 0, findings: 1, failed: 2, cancelled: 130 } as const;
export type Exit = (typeof exit)[keyof typeof exit];

/** Prints an error as one line on standard error, and returns the exit code. */
export function reportError(thrown: unknown): Exit {
  const error = toAppError(thrown);
  process.stderr.write(`${errorLine(error.code, toldMessage(error), error.next)}\n`);
  return error.code === 'CANCELLED' ? exit.cancelled : exit.failed;
}

/** Whoever cancels a command first wants to know what became of the work. */
function toldMessage({ code, message, safe }: AppError): string {
  return code === 'CANCELLED' && safe !== undefined ? `${message}: ${safe}` : message;
}

/** At most this many characters of a message are shown: it may quote input of any length. */
const longestMessage = 1000;

export function errorLine(code: ErrorCode, message: string, next: string): string {
  return printable(`casebound: ${code}: ${withoutMiddle(message)}; ${next}`);
}

function withoutMiddle(text: string): string {
  const characters = [...text];
  if (characters.length <= longestMessage) return text;
  const half = longestMessage / 2;
  return `${characters.slice(0, half).join('')} … ${characters.slice(-half).join('')}`;
}

/** Why standard output cannot be written, for any reason other than that its reader has gone. */
export function outputFault(cause: NodeJS.ErrnoException): AppError {
  const full = cause.code === 'ENOSPC' || cause.code === 'EDQUOT' || cause.code === 'EFBIG';
  return new AppError(
    {
      code: full ? 'DISK_FULL' : 'FILE_UNREADABLE',
      message: `standard output cannot be written: ${full ? 'no room left' : cause.message}`,
      safe: 'the case file is whole',
      // An annotation or an import may already be done when its result cannot be printed.
      next: `${full ? 'free space, or write elsewhere' : 'write elsewhere'}; what the command changed before stays changed`,
    },
    { cause },
  );
}
