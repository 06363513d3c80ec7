import { afterEach, expect, it, vi } from 'vitest';
import { AppError, cancelled } from '../shared/errors.ts';
import { exit, reportError } from './exit.ts';

afterEach(() => vi.restoreAllMocks());

function told(error: unknown): { status: number; line: string } {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const status = reportError(error);
  return { status, line: String(written.mock.calls[0]?.[0]) };
}

it('says what became of the work that was cancelled', () => {
  expect(told(cancelled('what was fetched so far is kept'))).toEqual({
    status: exit.cancelled,
    line: 'casebound: CANCELLED: cancelled: what was fetched so far is kept; start it again when you are ready\n',
  });
});

it('says any other error in one line', () => {
  const error = new AppError({
    code: 'INVALID_INPUT',
    message: 'the name\nis "x"',
    safe: 'unsaid',
    next: 'give another',
  });
  expect(told(error)).toEqual({
    status: exit.failed,
    line: 'casebound: INVALID_INPUT: the name\\u{a}is "x"; give another\n',
  });
});
