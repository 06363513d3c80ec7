import type { Exit } from './exit.ts';

/** Runs a command's work; what it gives is the status that the process ends with. */
export type Run = (work: (signal: AbortSignal) => Promise<Exit>) => Promise<void>;
