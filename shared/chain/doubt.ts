import { parseJson } from '../json/parse.ts';
import { type ChainLink, type ChainMethod, ChainReader, isSound } from './evaluate.ts';
import type { ChainHasher, ChainProfile } from './profile.ts';
import { isRedacted } from './redaction.ts';

/**
 * Why an entry that does not recompute is not called broken: something was taken out of it, or it recomputes without its members that are
 * null. Of one that recomputes, `digits`: some of its numbers' digits are not covered.
 */
export type Doubt = 'redacted' | 'nulls' | 'digits';

/** Looks at entries that do not recompute. */
export class Doubts {
  /** As if the maker had left out what is null; null where entries do not state what is before them, or are not written member by member. */
  private readonly withoutNulls: ChainReader | null;

  constructor(hasher: ChainHasher, { profile, alike, key }: ChainMethod) {
    const { serialize, nulls } = profile.preimage.entry;
    const mayDrop =
      profile.previous !== null && nulls === 'keep' && serialize !== 'raw-without' && serialize !== 'fields';
    this.withoutNulls = mayDrop
      ? new ChainReader(hasher, { profile: dropping(profile), alike: alike.map(dropping), key })
      : null;
  }

  /** Null where nothing speaks for it. */
  of(text: string): Exclude<Doubt, 'digits'> | null {
    const entry = parseJson(text);
    if (entry === null) return null;
    if (isRedacted(entry)) return 'redacted';
    const link: ChainLink | undefined = text.includes('null')
      ? this.withoutNulls?.readParsed(entry, text)
      : undefined;
    return link !== undefined && isSound(link) ? 'nulls' : null;
  }
}

function dropping(profile: ChainProfile): ChainProfile {
  const { preimage } = profile;
  return { ...profile, preimage: { ...preimage, entry: { ...preimage.entry, nulls: 'drop' } } };
}
