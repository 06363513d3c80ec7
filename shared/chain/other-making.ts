/**
 * From this many entries on, at the beginning or the end of a source, a different making explains why none of them
 * recomputes. For a chain with a key, a change of the key explains it: keys are rotated.
 */
export const otherMaking = { keyed: 2, keyless: 8 } as const;
