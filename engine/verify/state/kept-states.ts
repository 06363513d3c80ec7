import type { Reuse } from '../../../shared/contract/integrity-operations.ts';
import type { ReadableDb } from '../../case/database.ts';
import { caseUuid } from '../../case/uuid.ts';
import type { KeptStates } from '../source-pass.ts';
import type { KeptPlaces } from './kept-progress.ts';
import { ofExports, StateFile } from './state-file.ts';

/** Bytes from one place in a source that is kept to the next: some tenths of a second of work. */
const every = 32 << 20;

/** Begins a verification that keeps what it derives in a file, and goes on from what stands there, as far as it is to. */
export function keptStates(
  db: ReadableDb,
  path: string,
  reuse: Reuse = 'unchanged',
): KeptStates & { readonly places: KeptPlaces; close(): void } {
  const uuid = caseUuid(db);
  const file = new StateFile(path, uuid);
  return {
    hashes: reuse !== 'unread',
    areDated: true,
    find: (source) => (reuse === 'nothing' ? null : file.find(source)),
    keep: (state) => file.keep(state),
    segments: {
      has: (digest) => reuse !== 'nothing' && file.hasSegment(digest),
      keep: (digests) => file.keepSegments(digests),
    },
    places: placesIn(file, reuse),
    close: () => file.close(),
  };
}

/**
 * The same for the report of a pack, which is the same bytes whenever the pack is sealed. `path`: what this session alone has written.
 * Places in sources are neither used nor kept: the report would tell of them.
 */
export function statesForPack(db: ReadableDb, path: string): KeptStates & { close(): void } {
  return { ...keptStates(db, path), places: null, areDated: false };
}

/** The same of a bare export. */
export function keptPlaces(path: string, reuse: Reuse = 'unchanged'): KeptPlaces & { close(): void } {
  const file = new StateFile(path, ofExports);
  return { ...placesIn(file, reuse), close: () => file.close() };
}

function placesIn(file: StateFile, reuse: Reuse): KeptPlaces {
  return {
    areUsed: reuse !== 'nothing',
    every,
    of: (source, asked) => file.progressOf(source, asked),
    others: (source, asked, size) => file.followedAlike(source, asked, size),
  };
}
