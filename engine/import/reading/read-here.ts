import type { Unpacked } from '../../packed/unpack.ts';
import type { CaseTerms } from '../batch/known-terms.ts';
import { observed } from './blocks.ts';
import type { Wanted } from './read.ts';
import type { Arrival, ReadEnd } from './read-apart.ts';
import { type Reading, type ReadTotals, readSource } from './read-source.ts';

/** A stream of at most this many bytes is read without a thread of its own: one takes longer to start. */
export const smallStream = 1 << 20;

/** As `readApart`, in this thread: for a source that is read in less time than a thread takes to start. */
export async function* readHere(
  blocks: Iterable<Buffer>,
  unpacked: Unpacked | null,
  brokenOff: boolean,
  reading: Reading,
  wanted: Wanted,
  terms: CaseTerms | null,
): AsyncGenerator<Arrival, ReadEnd> {
  const passed: Buffer[] = [];
  const source = observed(
    blocks,
    () => {},
    (block) => {
      if (wanted.blocks) passed.push(block);
    },
  );
  const parts = readSource(
    source,
    reading,
    () => brokenOff,
    terms === null ? undefined : (column) => terms.table(column),
  );
  try {
    for (;;) {
      const next = parts.next();
      for (const block of passed.splice(0)) yield { type: 'block', block };
      if (next.done) return { ...next.value, unpacked };
      yield { type: 'part', part: next.value };
    }
  } finally {
    // A connection that blocks are still read from can be neither closed nor written to.
    parts.return({} as ReadTotals);
  }
}
