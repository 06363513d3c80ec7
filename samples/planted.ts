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
  /** What an import of everything, in this order, must count; of several files of one system together. */
  counts: {
    produced: { entries: 1910, duplicates: 0, conflicts: 0, quarantined: 1 },
    reexport: { entries: 158, duplicates: 443, conflicts: 1, quarantined: 0 },
    backup: { entries: 0, duplicates: 234, conflicts: 0, quarantined: 0 },
    deepintshield: { entries: 305, duplicates: 0, conflicts: 0, quarantined: 0 },
    verbitas: { entries: 288, duplicates: 0, conflicts: 0, quarantined: 0 },
    klyra: { entries: 440, duplicates: 0, conflicts: 0, quarantined: 1 },
    indigiarmor: { entries: 383, duplicates: 14, conflicts: 1, quarantined: 1 },
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
  /** Three days of the vendor's own backup: everything in it is in the produced trail too. */
  backup: { from: '2025-11-18', to: '2025-11-21' },
  /** The provenance service's continuous export, a file a day; one day was not delivered. */
  verbitas: {
    from: '2025-11-19',
    days: 8,
    missing: '2025-11-22',
    /** What the service said of the neighbour's photo when the altered check asked it. */
    neighbour: { image: 'img_5r8yd2m', status: 'verified_manifest_and_watermark_match' },
  },
  /** Moderation of uploads; Ms Ashdown's appeal; a file name with a comma that the exporter did not quote. */
  klyra: {
    from: '2025-11-10T00:00:00Z',
    to: '2025-11-20T00:00:00Z',
    appealed: '2025-11-28T18:20:41Z',
    unquoted: { line: 88, name: 'hall, left of the door.jpg' },
  },
  /** Prompts of claims handlers, in pages that overlap; the last was cut off. */
  indigiarmor: {
    from: '2025-11-10T00:00:00Z',
    to: '2025-11-28T00:00:00Z',
    pages: 4,
    overlap: 5,
    cut: 40,
    /** Where the last page's unfinished entry begins. */
    cutLine: 1687,
  },
  /** The upgrade, and an export of the trail on the evening before it was produced. */
  deepintshield: {
    upgrade: '2025-11-20T06:00:00.412Z',
    exported: { at: '2025-12-03T21:52:18.340Z', user: 'user_b1r6n' },
  },
} as const;
