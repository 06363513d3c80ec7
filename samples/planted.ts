/** The moment of the entry that one export shows altered. */
export const editedAt = '2025-11-25T15:37:09.512Z';

/**
 * The faults of the sample matter, and what else is to be found in it: known beforehand, so that a program can be held
 * against them. README.md tells them as a story.
 */
export const planted = {
  /** The claim in dispute, which the sample's pack is about; nothing in it was altered. */
  claim: 'CLM-2025-0482',
  /** The claim that it is compared with, which the altered entry belongs to. */
  neighbour: 'CLM-2025-0483',
  /** Entries in the two exports, and what an import of both must count. */
  counts: {
    produced: { entries: 1910, duplicates: 0, conflicts: 0, quarantined: 1 },
    reexport: { entries: 158, duplicates: 443, conflicts: 1, quarantined: 0 },
  },
  /** The same image, scored again after the model changed. */
  rescored: {
    image: 'img_8f3kx92',
    before: 0.07,
    after: 0.92,
    models: ['origin-1.1 / edit-0.8', 'origin-1.2 / edit-0.8'],
  },
  /** One entry of the produced trail, altered after it was logged; its own hash no longer recomputes, its links hold. */
  edited: {
    entryId: 'log_01kaxtjpm8',
    line: 1577,
    fields: ['/result/verdict', '/result/signals/signature', '/result/reviewer_note', '/action_recorded'],
  },
  /** The same id with other bytes in the re-export: the entry as it was logged. */
  conflict: { entryId: 'log_01kaxtjpm8' },
  /** A line of the produced trail that is no JSON: the writer died and wrote the entry again on the next line. */
  broken: { line: 893, length: 217, rewritten: 'log_01kabbnt06' },
  /** The logging clock was behind, so that entries were logged before they happened. */
  drift: { from: '2025-11-10T06:00:00.000Z', to: '2025-11-10T18:00:00.000Z', seconds: 94, entries: 46 },
  /** Nothing was logged; no link is missing, so nothing was removed. */
  silence: { from: '2025-11-15T19:22:40.118Z', hours: 31 },
} as const;
