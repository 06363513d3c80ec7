import type { JsonNode } from '../json/parse.ts';
import { type ChainMethod, digested, genesisTexts } from './evaluate.ts';
import { preimageOf } from './preimage.ts';
import type { ChainHasher, ChainProfile } from './profile.ts';
import { serializeEntry, spellingsOf } from './serialize.ts';

/** What was hashed of an entry, except for the hash of the entry before it. */
interface Written {
  readonly profile: ChainProfile;
  readonly text: string;
}

/**
 * For one entry, which states `hash` as its own: finds the entries that it recomputes behind. The entry is written
 * once for any number of them.
 */
export class BehindWhich {
  private readonly hasher: ChainHasher;
  private readonly key: Uint8Array | null;
  private readonly hash: string;
  private readonly written: readonly Written[];

  constructor(
    hasher: ChainHasher,
    { profile, alike, key }: ChainMethod,
    entry: JsonNode,
    text: string,
    hash: string,
  ) {
    this.hasher = hasher;
    this.key = key;
    this.hash = hash;
    // Similar forms write most entries the same.
    const written = new Map<string, Written>();
    for (const each of [profile, ...alike]) {
      const { join, separator, end, entry: form } = each.preimage;
      for (const spelling of spellingsOf(text)) {
        const made = serializeEntry(entry, form, text, spelling);
        const id = JSON.stringify([each.algorithm, each.genesis, join, separator, end, made]);
        if (made !== null && !written.has(id)) written.set(id, { profile: each, text: made });
      }
    }
    this.written = [...written.values()];
  }

  /** Whether the entry recomputes as the first of a chain. */
  get isFirst(): boolean {
    return this.written.some((each) =>
      genesisTexts(each.profile).some((text) => this.recomputes(each, text)),
    );
  }

  /** Whether it recomputes with that as the previous hash. */
  follows(before: string): boolean {
    for (const each of this.written) if (this.recomputes(each, before)) return true;
    return false;
  }

  private recomputes({ profile, text }: Written, before: string): boolean {
    const { algorithm, output, preimage } = profile;
    const input = preimageOf(this.hasher, algorithm, output, preimage, text, before);
    return input !== null && digested(this.hasher, algorithm, this.key, input, output) === this.hash;
  }
}
