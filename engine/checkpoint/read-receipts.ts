import { fromUtf8 } from '../../shared/bytes/encoding.ts';
import { AppError } from '../../shared/errors.ts';
import { parseReceipts, type Receipt } from '../../shared/seal/receipt.ts';
import { readSmallFile } from '../files/small-file.ts';

/** Bytes: some 90,000 receipts. */
const largestReceipts = 64 << 20;

/**
 * The receipts of a file, which may be anybody's: at least one, and none of one source twice.
 *
 * @throws AppError FILE_UNREADABLE, INVALID_INPUT
 */
export function readReceipts(path: string): readonly Receipt[] {
  const text = fromUtf8(readSmallFile(path, largestReceipts));
  const receipts = text === null ? 'is not UTF-8' : parseReceipts(text);
  if (typeof receipts === 'string') throw invalid(`${path} ${receipts}`);
  const origins = new Set<string>();
  for (const { checkpoint } of receipts) {
    if (origins.has(checkpoint.origin)) throw invalid(`${path} has two receipts of ${checkpoint.origin}`);
    origins.add(checkpoint.origin);
  }
  return receipts;
}

function invalid(message: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message,
    safe: 'nothing was checked yet',
    next: 'give the file as casebound checkpoint wrote it, or one receipt out of it',
  });
}
