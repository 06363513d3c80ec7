import { cursorWalk } from './cursor.ts';
import { offsetWalk } from './offsets.ts';
import { singleWalk } from './single.ts';
import type { Walk, WalkState } from './walk.ts';
import { windowWalk } from './windows.ts';

const walks = { windows: windowWalk, offsets: offsetWalk, cursor: cursorWalk, single: singleWalk } as const;

/** The walk that a state is of. */
export function walkOf(state: WalkState): Walk {
  return walks[state.kind] as Walk;
}
