import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { unreadable } from '../case/faults.ts';

/** What a file is, as far as its first bytes tell: SQLite's header string, a zip's signature, or neither. */
export type InputKind = 'case' | 'pack' | 'export';

export function isPack(path: string): boolean {
  return existsSync(path) && statSync(path).isFile() && inputKind(path) === 'pack';
}

export function inputKind(path: string): InputKind {
  const head = Buffer.alloc(16);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, head, 0, head.length, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  if (head.toString('latin1') === 'SQLite format 3\0') return 'case';
  if (head.toString('latin1', 0, 2) === 'PK') return 'pack';
  return path.endsWith('.casebound') ? 'case' : 'export';
}
