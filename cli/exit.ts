import { AppError, type ErrorCode, toAppError } from '../shared/errors.ts';
import { printable } from './output.ts';

/** What a command ends with: done and clean; done, with findings; could not run; cancelled. */
export const exit = { clean: 0, findings: 1, failed: 2, cancelled: 130 } as const;
export type Exit = (typeof exit)[keyof typeof exit];

/** Says an error in one line on standard error, and gives the status that the process ends with. */
export function reportError(thrown: unknown): Exit {
  const error = toAppError(thrown);
  process.stderr.write(`${errorLine(error.code, toldMessage(error), error.next)}\n`);
  return error.code === 'CANCELLED' ? exit.cancelled : exit.failed;
}

/** Whoever stops a command asks first what has become of it. */
function toldMessage({ code, message, safe }: AppError): string {
  return code === 'CANCELLED' && safe !== undefined ? `${message}: ${safe}` : message;
}

/** Characters of a message that are shown: what somebody gave may be quoted in it, however long. */
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

/** Why standard output takes no more, where a reader who has gone is not the reason. */
export function outputFault(cause: NodeJS.ErrnoException): AppError {
  const full = cause.code === 'ENOSPC' || cause.code === 'EDQUOT' || cause.code === 'EFBIG';
  return new AppError(
    {
      code: full ? 'DISK_FULL' : 'FILE_UNREADABLE',
      message: `standard output cannot be written: ${full ? 'no room left' : cause.message}`,
      safe: 'the case file is whole',
      // An annotation or an import may be done by the time that it is told of.
      next: `${full ? 'free space, or write elsewhere' : 'write elsewhere'}; what the command changed before stays changed`,
    },
    { cause },
  );
}
