import { AppError } from '../shared/errors.ts';
import { givenText } from './given-file.ts';

/**
 * The API key: from a file, else from CASEBOUND_API_KEY. Never from the command line, which other users can see, and never
 * handed on to a program that this one starts.
 *
 * @throws AppError FILE_UNREADABLE, INVALID_INPUT where there is none
 */
export function readApiKey(file: string | undefined): string {
  const fromEnvironment = process.env['CASEBOUND_API_KEY'];
  delete process.env['CASEBOUND_API_KEY'];
  if (file !== undefined) return givenText(file, 'nothing was sent').trim();
  if (fromEnvironment !== undefined) return fromEnvironment;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: 'no API key was given',
    safe: 'nothing was sent',
    next: 'use --api-key-file, or set CASEBOUND_API_KEY',
  });
}
