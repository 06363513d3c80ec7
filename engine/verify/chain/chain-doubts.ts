import type { Doubt } from '../../../shared/chain/doubt.ts';

/** What is said of entries that are neither verified nor broken. */
export const doubtWords: Readonly<Record<Doubt, string>> = {
  redacted: 'a text was taken out of the entry: what was hashed is not here',
  nulls:
    'the hash recomputes without the members that are null: its maker left those out, or they were put to the entry later',
  digits: 'a number in the entry has more digits than its hash covers: others could stand there unseen',
};
