import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { inputKind } from '../verify/input-kind.ts';

/** The first member of a pack lies in its folder, `<case>_pack-<number>/`: a workbook, which is a zip too, has none such. */
const packFolder = /^PK\u0003\u0004.{26}[A-Za-z0-9-]+_pack-\d{4,}\//s;

/**
 * Refuses to put an export in the place of a case file or a pack, this case's own or any other: both may be the only copy
 * of somebody's work. What else stands at `out` is replaced as asked.
 *
 * @throws AppError INVALID_INPUT
 */
export function assertReplaceable(out: string): void {
  if (!existsSync(out) || !statSync(out).isFile()) return;
  const kind = inputKind(out);
  const what = kind === 'case' ? 'a case file' : kind === 'pack' && isPack(out) ? 'a pack' : null;
  if (what === null) return;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${what} stands at ${out}, and an export never takes the place of one`,
    safe: 'it was not touched',
    next: 'choose another path',
    details: { field: 'out' },
  });
}

function isPack(path: string): boolean {
  const head = Buffer.alloc(512);
  const file = openSync(path, 'r');
  try {
    return packFolder.test(head.toString('latin1', 0, readSync(file, head, 0, head.length, 0)));
  } finally {
    closeSync(file);
  }
}
