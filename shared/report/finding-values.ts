import type { Finding } from '../domain/verification.ts';

/** What the two values of a finding are, in a few words. */
export interface ValueNames {
  readonly expected: string;
  readonly actual: string;
}

const names = (expected: string, actual: string): ValueNames => ({ expected, actual });

/** What stands somewhere, held against what the bytes give today. */
const recordedFirst = names('recorded', 'recomputed');
/** The same, where what the bytes give is what the record is expected to be. */
const recordedLast = names('recomputed', 'recorded');
const inCustody = names('in the custody log', 'in the case file');
const inReceipt = names('in the receipt', 'in the case file');
const counted = names('recorded', 'counted');
const reached = names('reached before', 'its own time');

/** By code: which of the two was recorded and which was computed, or where each of them stands. */
const byCode: Readonly<Record<string, ValueNames>> = {
  CHAIN_BREAK: recordedFirst,
  CHAIN_UNKNOWN: recordedFirst,
  CHAIN_GAP: names('named as before it', 'found before it'),
  CHAIN_FORK: names('of the other entry', 'of this entry'),
  STORAGE_ENTRY: recordedLast,
  STORAGE_CONFLICT: recordedLast,
  STORAGE_TERM: recordedLast,
  STORAGE_SOURCE: recordedLast,
  STORAGE_ACQUIRED: recordedLast,
  CUSTODY_BREAK: recordedLast,
  ANNOTATION_BREAK: recordedLast,
  EVENT_BREAK: recordedLast,
  CUSTODY_CASE: inCustody,
  CUSTODY_SOURCE: inCustody,
  ANNOTATION_CUSTODY: inCustody,
  CHECKPOINT_SOURCE: inReceipt,
  CHECKPOINT_REWRITTEN: inReceipt,
  CHECKPOINT_GROWN: inReceipt,
  CHECKPOINT_CUT: inReceipt,
  SEQUENCE_GAP: names('first missing', 'next here'),
  TIME_LOGGED_EARLY: names('time', 'logged'),
  TIME_DISORDER: reached,
  TIME_STEP: reached,
  TIME_GAP: names('from', 'to'),
  TIME_AFTER_ACQUISITION: names('acquired', 'its own time'),
  TIME_AFTER_EXPORT: names('exported', 'its own time'),
  MANIFEST_MISMATCH: recordedFirst,
  COMPRESSION_ALTERED: recordedFirst,
  ENTRY_ALTERED: recordedFirst,
  LEAF_MISMATCH: recordedFirst,
  INDEX_INVALID: counted,
  ENTRIES_MISSING: counted,
  BAG_INVALID: names('in the pack', 'in bag-info.txt'),
  SOURCE_MISMATCH: names('in the checkpoint', 'in data/sources.json'),
  SOURCE_INVALID: names('by the rest of it', 'in data/sources.json'),
  LABEL_ALTERED: names('in the entry', 'in the index'),
  PERIOD_ALTERED: names('by the entries', 'in data/sources.json'),
  COMPLETENESS_INVALID: names('of the pack', 'of the proof'),
  TIMESTAMP_CONTRADICTED: names('timestamp', 'last event'),
  PACK_RENAMED: names('recorded', 'found'),
};

/** What `expected` and `actual` are in this finding: for people; in JSON they are called that. */
export function valueNames({ code }: Pick<Finding, 'code'>): ValueNames {
  return byCode[code] ?? names('expected', 'found');
}
