/** Threads are started from the module beside this one: `.ts` in a checkout, `.js` in a bundle. */
export function threadModule(name: string): URL {
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  return new URL(`./${name}${extension}`, import.meta.url);
}

/** Resource limits of every thread: the heap may grow beyond V8's default for a large dictionary. */
export const threadLimits = { maxOldGenerationSizeMb: 4096, maxYoungGenerationSizeMb: 32 };
