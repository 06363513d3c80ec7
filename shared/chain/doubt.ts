import { parseJson } from '../json/parse.ts';
import { counted, entryCount } from '../report/counted.ts';
import { type ChainLink, type ChainMethod, ChainReader, isSound } from './evaluate.ts';
import type { ChainHasher, ChainProfile } from './profile.ts';
import { isRedacted } from './redaction.ts';

/**
 * Why an entry that does not recompute is not called broken: something was redacted in it, or it recomputes without
 * its null members. For an entry that recomputes, `digits`: the hash does not cover some digits of its numbers.
 */
export type Doubt = 'redacted' | 'nulls' | 'digits';

/** How many entries there are of each. */
export type DoubtCounts = Readonly<Record<Doubt, number>>;
export const noDoubts: DoubtCounts = { redacted: 0, nulls: 0, digits: 0 };

/** What is said about this many entries that are neither verified nor broken, as part of a sentence. */
const doubtful: Readonly<Record<Doubt, readonly [one: string, many: string]>> = {
  digits: [
    'entry has a number of more digits than its hash covers',
    'entries have numbers of more digits than their hashes cover',
  ],
  redacted: ['entry had a text taken out', 'entries had texts taken out'],
  nulls: [
    'entry recomputes only without its members that are null',
    'entries recompute only without their members that are null',
  ],
};

/**
 * Why the hashes of `unknown` entries, including those of `doubts`, say nothing: part of a sentence that keeps the
 * reasons apart.
 */
export function unknownEntries(unknown: number, doubts: DoubtCounts): string {
  const kinds = Object.keys(doubtful) as Doubt[];
  const others = kinds.reduce((rest, kind) => rest - doubts[kind], unknown);
  return [
    ...kinds.filter((kind) => doubts[kind] > 0).map((kind) => counted(doubts[kind], ...doubtful[kind])),
    ...(others > 0 ? [`${entryCount(others)} without a hash that can be recomputed`] : []),
  ].join(', ');
}

/** Looks at entries that do not recompute. */
export class Doubts {
  /** As if the maker had dropped null members; null if entries are not written member by member. */
  private readonly withoutNulls: ChainReader | null;

  /** Whether entries do not state the previous hash. */
  private readonly isImplied: boolean;

  constructor(hasher: ChainHasher, { profile, alike, key }: ChainMethod) {
    const { serialize, nulls } = profile.preimage.entry;
    const mayDrop = nulls === 'keep' && serialize !== 'raw-without' && serialize !== 'fields';
    this.isImplied = profile.previous === null;
    this.withoutNulls = mayDrop
      ? new ChainReader(hasher, { profile: dropping(profile), alike: alike.map(dropping), key })
      : null;
  }

  /** Null where nothing speaks for it. `before`: the hash of the entry beside it, where entries do not state what is before them. */
  of(text: string, before: string | null = null): Exclude<Doubt, 'digits'> | null {
    const entry = parseJson(text);
    if (entry === null) return null;
    if (isRedacted(entry)) return 'redacted';
    const reader = text.includes('null') ? this.withoutNulls : null;
    const link: ChainLink | undefined = this.isImplied
      ? reader?.readBehind(entry, text, before ?? undefined)
      : reader?.readParsed(entry, text);
    return link !== undefined && isSound(link) ? 'nulls' : null;
  }
}

function dropping(profile: ChainProfile): ChainProfile {
  const { preimage } = profile;
  return { ...profile, preimage: { ...preimage, entry: { ...preimage.entry, nulls: 'drop' } } };
}
