/**
 * From how many entries on, at the beginning or the end of a source, another making explains that none of them recomputes.
 * With a key, a change of it does: keys are changed.
 */
export const otherMaking = { keyed: 2, keyless: 8 } as const;
