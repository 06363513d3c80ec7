import { z } from 'zod';
import { call } from './operation.ts';

/** The longest text that is stored, in UTF-16 code units. */
export const longestState = 200_000;

/** What a screen stores under one name, and when, in milliseconds since 1970. */
export interface KeptState {
  readonly text: string;
  readonly time: number;
}

/**
 * Where a person was in the screens: stored by the engine, because a browser forgets it when the host's port changes.
 */
export const stateOperations = {
  'state.read': call<Readonly<Record<string, KeptState>>>()(z.object({})),
  'state.write': call<null>()(
    z.object({
      name: z.string().min(1).max(300),
      /** Null forgets it. */
      text: z.string().max(longestState).nullable(),
      time: z.number().int().min(0),
    }),
  ),
} as const;
