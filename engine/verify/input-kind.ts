import { closeSync, existsSync, readSync, statSync } from 'node:fs';
import { openInput } from '../files/open-input.ts';
import { unreadable } from '../files/path-faults.ts';
import { unlessOpen } from '../threads/open-databases.ts';

/** What a file is, as far as its first bytes tell: SQLite's header string, a zip's signature, or neither. */
export type InputKind = 'case' | 'pack' | 'export';

export function isPack(path: string): boolean {
  return existsSync(path) && statSync(path).isFile() && inputKind(path) === 'pack';
}

export function inputKind(path: string): InputKind {
  // Nothing else is opened by SQLite here for longer than a moment.
  return unlessOpen(path, () => kindByHead(path)) ?? 'case';
}

function kindByHead(path: string): InputKind {
  const head = Buffer.alloc(16);
  const file = openInput(path);
  try {
    readSync(file, head, 0, head.length, 0);
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    closeSync(file);
  }
  if (head.toString('latin1') === 'SQLite format 3\0') return 'case';
  if (head.toString('latin1', 0, 2) === 'PK') return 'pack';
  return path.endsWith('.casebound') ? 'case' : 'export';
}
