import './open-databases.ts';

/** Every kind of thread: the module it starts with, by its place in the engine. Nothing else imports these modules. */
export const threadPlaces = {
  worker: 'operations/worker',
  read: 'import/reading/read',
  stored: 'import/reading/stored',
  unpack: 'import/reading/unpack',
  trees: 'import/reading/trees',
  'key-tree': 'import/reading/key-tree',
  held: 'verify/state/held',
  scan: 'query/scan/scan',
  tables: 'seal/threads/tables',
  members: 'seal/threads/members',
} as const;

/** The module of a kind of thread: `.ts` in a checkout, `.js` in a bundle, which mirrors the checkout. */
export function threadModule(kind: keyof typeof threadPlaces): URL {
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  return new URL(`../${threadPlaces[kind]}${extension}`, import.meta.url);
}

/**
 * Resource limits of every thread: the heap may grow beyond V8's default for a large dictionary. The young generation stays below its
 * default: there are many threads, and what each makes and drops is the same however much of it waits.
 */
export const threadLimits = { maxOldGenerationSizeMb: 4096, maxYoungGenerationSizeMb: 16 };
