import { closeSync, openSync, writeSync } from 'node:fs';
import { unwritable } from '../engine/files/path-faults.ts';
import { AppError } from '../shared/errors.ts';
import type { Mapping } from '../shared/mapping/mapping.ts';
import { readMapping } from '../shared/mapping/read.ts';
import { givenText } from './given-file.ts';

/** Bytes of the largest mapping file that is read; one with every column is a few thousand. */
const longest = 1 << 20;

/**
 * The mapping that a file states.
 *
 * @throws AppError FILE_UNREADABLE; INVALID_INPUT with the place in the file that is wrong
 */
export function readMappingFile(path: string): Mapping {
  const mapping = readMapping(givenText(path, 'nothing was imported', longest));
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
    throw unwritable(path, error);
  }
}

function wrong(path: string, why: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is not a mapping: ${why}`,
    safe: 'nothing was imported',
    next: 'correct it there, or have one proposed with casebound detect PATH --mapping-out FILE',
  });
}
