import { toHex } from '../../shared/bytes/encoding.ts';
import { digestLength } from '../../shared/proof/digest.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Batch, Values } from '../import/batch/batch.ts';
import type { ReadTotals } from '../import/reading/read-source.ts';
import type { SourceRoots } from '../import/reading/source-tree.ts';
import { firstValue, type StoredRecord } from './stored-records.ts';

/** Whether a stored record is the one re-read; for the millions that are, without making anything. */
export function agrees(batch: Batch, i: number, stored: StoredRecord, values: readonly Values[]): boolean {
  const at = i * digestLength;
  if (stored.content.length !== digestLength) return false;
  if (stored.content.compare(batch.contents, at, at + digestLength) !== 0) return false;
  if (batch.first + i !== stored.ordinal || batch.lines[i] !== stored.line) return false;
  if (batch.offsets[i] !== stored.offset || batch.lengths[i] !== stored.length) return false;
  const { row } = stored;
  if (row === null) return true;
  for (let c = 0; c < values.length; c++) {
    if ((values[c] as Values)(i) !== row[firstValue + c]) return false;
  }
  return row[firstValue + values.length] === null;
}

/** Everything in which a stored record differs from the one re-read: what, as re-read, as stored. */
export function* differences(
  batch: Batch,
  i: number,
  { content, ordinal, line, offset, length, row }: StoredRecord,
  filled: readonly string[],
  values: readonly Values[],
): Generator<[what: string, expected: string, actual: string]> {
  const derived = Buffer.from(batch.contents).subarray(i * digestLength, (i + 1) * digestLength);
  if (!derived.equals(content))
    yield ['content hash', toHex(derived), content.length === 0 ? 'none' : toHex(content)];
  if (batch.first + i !== ordinal) yield ['ordinal', String(batch.first + i), String(ordinal)];
  if (batch.lines[i] !== line) yield ['line', String(batch.lines[i]), String(line)];
  if (batch.offsets[i] !== offset) yield ['byte offset', String(batch.offsets[i]), String(offset)];
  if (batch.lengths[i] !== length) yield ['length', String(batch.lengths[i]), String(length)];
  if (row === null) return;
  for (const [c, column] of filled.entries()) {
    const value = (values[c] as Values)(i);
    if (value !== row[firstValue + c]) yield [column, String(value), String(row[firstValue + c])];
  }
  const stray = row[firstValue + filled.length] ?? null;
  if (stray !== null) yield [String(stray), 'null', 'a value'];
}

/** What is known of a source as a whole: what, as re-derived, as stored. */
export function sums(
  { bytes, sha256 }: ReadTotals,
  roots: SourceRoots,
  source: SourceRow,
  quarantined: number,
): [string, string | number, string | number][] {
  const tree = (size: number, root: Uint8Array) => `${size} ${toHex(root)}`;
  return [
    ['size in bytes', bytes, source.stream_bytes ?? source.bytes],
    ['file SHA-256', toHex(sha256), toHex(source.stream_sha256 ?? source.sha256)],
    ['count of records', roots.size, source.entries + source.duplicates],
    ['count of quarantined records', quarantined, source.quarantined],
    ['first entry', source.entries === 0 ? 'none' : 'some', source.first_entry === null ? 'none' : 'some'],
    ['Merkle root', toHex(roots.root), toHex(source.merkle_root)],
    [
      'case_id tree',
      tree(roots.caseIds.size, roots.caseIds.root),
      tree(source.case_id_tree_size, source.case_id_tree_root),
    ],
    [
      'image_id tree',
      tree(roots.imageIds.size, roots.imageIds.root),
      tree(source.image_id_tree_size, source.image_id_tree_root),
    ],
  ];
}
