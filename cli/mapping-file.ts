import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { unreadable } from '../engine/case/faults.ts';
import { AppError } from '../shared/errors.ts';
import type { Mapping } from '../shared/mapping/mapping.ts';
import { readMapping } from '../shared/mapping/read.ts';

/** Bytes of the largest mapping file that is read; one with every column is a few thousand. */
const longest = 1 << 20;

/**
 * The mapping that a file states.
 *
 * @throws AppError FILE_UNREADABLE; INVALID_INPUT with the place in the file that is wrong
 */
export function readMappingFile(path: string): Mapping {
  const mapping = readMapping(readText(path));
  if (typeof mapping === 'string') throw wrong(path, mapping);
  return mapping;
}

/**
 * Writes a mapping as `readMappingFile` reads it, indented for a person.
 *
 * @throws AppError INVALID_INPUT where something stands there already; FILE_UNREADABLE
 */
export function writeMappingFile(path: string, mapping: Mapping): void {
  try {
    const file = openSync(path, 'wx');
    try {
      writeSync(file, `${JSON.stringify(mapping, null, 2)}\n`);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unreadable(path, error);
    throw new AppError({
      code: 'INVALID_INPUT',
      message: `a file already stands at ${path}`,
      safe: 'it was not changed',
      next: 'choose another path for --mapping-out',
    });
  }
}

function readText(path: string): string {
  try {
    const status = statSync(path);
    if (!status.isFile()) throw new Error('it is no regular file');
    if (status.size > longest) throw new Error(`it is longer than ${longest} bytes, and so no mapping`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function wrong(path: string, why: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is no mapping: ${why}`,
    safe: 'nothing was imported',
    next: 'correct it there, or have one proposed with casebound detect PATH --mapping-out FILE',
  });
}
