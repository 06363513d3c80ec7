import { deepintshield, deepintshieldKeyBytes } from '../../../shared/chain/catalogue.ts';
import {
  type Detected,
  detectChain,
  fitProfile,
  followDetected,
  sampled,
} from '../../../shared/chain/detect.ts';
import { digestShape } from '../../../shared/chain/digest-text.ts';
import type { ChainFollowing } from '../../../shared/chain/follow.ts';
import { hashColumns } from '../../../shared/chain/hash-columns.ts';
import type { ChainKey, KeyForm } from '../../../shared/chain/key.ts';
import { nodeAt, textAt } from '../../../shared/chain/paths.ts';
import { carriesHashes, fieldPairs, type Sampled } from '../../../shared/chain/places.ts';
import { type ChainProfile, digestBytes, isKeyed } from '../../../shared/chain/profile.ts';
import { inSchemaOrder } from '../../../shared/chain/profile-schema.ts';
import type { SearchEffort } from '../../../shared/chain/search-effort.ts';
import { type WeakDigests, weakDigests } from '../../../shared/chain/weak-digests.ts';
import type { ChainSummary, SourceChain } from '../../../shared/domain/verification.ts';
import { nodeChainHasher } from '../../hash/chain-hasher.ts';
import type { Layout } from '../../import/layout/layout.ts';
import { chainText } from '../../import/reading/chain-text.ts';
import { numberedBy } from '../../import/reading/entry-numbers.ts';
import { readerFor } from '../../import/reading/formats.ts';
import type { JsonObject } from '../../import/record/read-record.ts';
import type { Located } from '../../import/split/located.ts';

/** What the person who verifies says of the chain. */
export interface ChainWish {
  /** The ways to take the key that was given, the likeliest first; none where none was. */
  readonly keys: readonly ChainKey[];
  /** A profile, or the name of a form that alone is tried; null where it is to be found. */
  readonly profile: ChainProfile | string | null;
}

export const noWish: ChainWish = { keys: [], profile: null };

/** What a source's first records say of the chain that they may be part of. */
export interface ChainSample {
  readonly detected: Detected | null;
  /** Why nothing can be recomputed though entries carry hashes; null where they carry none, or a profile was found. */
  readonly unknown: string | null;
  readonly wish: ChainWish;
  /** Of the records looked at, how many say of themselves that they are verified. */
  readonly claims: number;
  /** Whether the hashes stand where DeepIntShield has them. */
  readonly deepintshield: boolean;
  /** The path of the entries' running numbers; null where they have none. */
  readonly numbers: readonly string[] | null;
  /**
   * Where nothing recomputes, though some other source has a chain whose entries do not state what is before them: whether entries of it
   * may be here. Undefined where that was not looked at.
   */
  readonly besideImplied?: BesideImplied | null | undefined;
}

/** Hashes that may be of entries of a chain found elsewhere. */
export interface BesideImplied {
  /** That chain's, but for where these entries keep their hashes; null where these cannot be read. */
  readonly profile: ChainProfile | null;
}

/** Records that a chain is detected from. */
export const sampleLength = 200;

/** A chain is looked for in JSON; of a table, only whether its columns hold such hashes can be said. */
export function sampleChain(
  records: Iterable<Located>,
  layout: Layout,
  wish = noWish,
  effort?: SearchEffort,
): ChainSample {
  const first = firstRecords(records, layout);
  const numbers = numberedBy(first.map(({ value }) => value));
  const nothing = { detected: null, unknown: null, wish, claims: 0, deepintshield: false, numbers };
  if (layout.form === 'table') {
    const carried = hashColumns(layout.header);
    return carried.length === 0
      ? nothing
      : { ...nothing, unknown: `${carryHashes}, but no known profile recomputes them` };
  }
  const texts = first.map(({ text }) => text);
  const detected = detectedUnder(texts, wish, effort);
  const sample = sampled(texts);
  const weak = detected === null ? weakDigests(sample) : null;
  const carry = weak !== null || (detected === null && carriesHashes(sample));
  const unknown = carry ? (whyWeak(weak, sample.length) ?? whyUnknown(sample, wish)) : null;
  return { detected, unknown, wish, ...saidOf(sample), numbers };
}

const carryHashes = 'entries carry hashes';
const alikeUnknown = `${carryHashes} where those of others do, but the profile that was found there recomputes too few of them`;

/** Profiles found elsewhere that records are held against: a case of many sources may have as many. */
const followedAtMost = 32;

/**
 * How one of the chains that were found elsewhere goes on in these records, or why that cannot be told though they carry hashes where such a
 * chain has them; null where they carry none.
 */
export function sampleFollowing(
  records: Iterable<Located>,
  layout: Layout,
  wish: ChainWish,
  elsewhere: readonly Detected[],
): ChainSample | null {
  if (layout.form === 'table' || elsewhere.length === 0) return null;
  const first = firstRecords(records, layout);
  const texts = first.map(({ text }) => text);
  const sample = sampled(texts);
  const states = ({ profile: { hash } }: Detected) =>
    sample.some(({ entry }) => digestShape(textAt(entry, hash) ?? '') !== null);
  const likely = elsewhere.filter(states);
  if (likely.length === 0) return null;
  let detected: Detected | null = null;
  for (const chain of likely.slice(0, followedAtMost))
    detected ??= followDetected(nodeChainHasher, texts, chain);
  const numbers = numberedBy(first.map(({ value }) => value));
  return { detected, unknown: detected === null ? alikeUnknown : null, wish, ...saidOf(sample), numbers };
}

/** Whether entries of an implied chain that was found elsewhere may be among these, of which no profile recomputes the hashes. */
export function besideImplied(
  records: Iterable<Located>,
  layout: Layout,
  { profile }: Detected,
): BesideImplied | null {
  if (layout.form === 'table') return hashColumns(layout.header).length > 0 ? { profile: null } : null;
  const sample = sampled(firstRecords(records, layout).map(({ text }) => text));
  const width = digestBytes(profile.algorithm);
  const pairs = fieldPairs(sample, false).filter(({ bytes }) => bytes === width);
  const pair = pairs.find(({ hash }) => hash === profile.hash) ?? pairs[0];
  const stated = sample.map(({ entry }) => digestShape(textAt(entry, pair?.hash ?? profile.hash) ?? ''));
  const shapes = stated.filter((shape) => shape?.bytes === width);
  if (shapes.length === 0) return null;
  const isHex = (encoding: string | undefined) => encoding?.startsWith('hex') ?? false;
  const isAlike = shapes.every((shape) => isHex(shape?.encoding) === isHex(profile.output.encoding));
  return { profile: isAlike ? { ...profile, hash: pair?.hash ?? profile.hash } : null };
}

/** The first readable ones; `text`: what their maker may have hashed. */
function firstRecords(
  records: Iterable<Located>,
  layout: Layout,
  atMost = sampleLength,
): { readonly text: string; readonly value: JsonObject }[] {
  const read = readerFor(layout);
  const first: { text: string; value: JsonObject }[] = [];
  for (const located of records) {
    const { value } = read(located);
    if (value !== null) first.push({ text: chainText(layout, located.bytes) ?? '', value });
    if (first.length === atMost) break;
  }
  return first;
}

function saidOf(sample: readonly Sampled[]): Pick<ChainSample, 'claims' | 'deepintshield'> {
  return {
    claims: sample.filter(claimsVerified).length,
    deepintshield: sample.some(({ entry }) => nodeAt(entry, deepintshield.hash)?.kind === 'string'),
  };
}

/** Entries of several sources, in their order, in none of which a chain was found alone: each may hold too little of it. */
export function detectTogether(
  texts: readonly string[],
  wish: ChainWish,
  effort: SearchEffort,
): Detected | null {
  return detectedUnder(texts.slice(0, sampleLength), wish, effort);
}

/** So many of the first readable records as a chain may have been hashed over; none of a table. */
export function firstTexts(records: Iterable<Located>, layout: Layout, atMost: number): string[] {
  if (layout.form === 'table') return [];
  return firstRecords(records, layout, atMost).map(({ text }) => text);
}

function detectedUnder(
  texts: readonly string[],
  { keys, profile }: ChainWish,
  effort: SearchEffort | undefined,
): Detected | null {
  const search = { keys, ...(effort === undefined ? {} : { effort }) };
  if (profile === null) return detectChain(nodeChainHasher, texts, search);
  if (typeof profile === 'string') return detectChain(nodeChainHasher, texts, { ...search, form: profile });
  return fitProfile(nodeChainHasher, texts, profile, { keys });
}

function whyWeak(weak: WeakDigests | null, looked: number): string | null {
  return (
    weak &&
    `entries carry hashes as long as ${weak.algorithm} makes them (${weak.linked} of the first ${looked} name that of another): two texts of one such hash can be made, so they are not recomputed`
  );
}

function whyUnknown(sample: readonly Sampled[], { keys, profile }: ChainWish): string {
  const [pair] = fieldPairs(sample, false);
  const linked =
    pair === undefined || pair.linked === 0
      ? carryHashes
      : `entries carry hashes (${pair.linked} of the first ${sample.length} name that of another)`;
  if (profile !== null && typeof profile !== 'string' && isKeyed(profile.algorithm) && keys.length === 0)
    return `no key: ${linked}, and the profile given needs one`;
  if (keys.length > 0) {
    const recomputes =
      profile === null ? 'no known profile recomputes' : 'the profile given does not recompute';
    return `${linked}, but ${recomputes} them with the key given: another key, or another making`;
  }
  if (profile !== null) return `${linked}, but the profile given recomputes none of them`;
  return `no key: ${linked}, but no known profile recomputes them without one; where they were made with a key, give it`;
}

/** Where systems say of an entry that it is verified. */
const claimPaths = [
  'verification.verified',
  'integrity.verified',
  'chain.verified',
  'verified',
  'chain_verified',
];

function claimsVerified({ entry }: Sampled): boolean {
  return claimPaths.some((path) => {
    const node = nodeAt(entry, path);
    return node?.kind === 'literal' && node.text === 'true';
  });
}

/** How the reading thread is to follow the chain; null where there is none. */
export function followingOf({ detected, wish, besideImplied: beside }: ChainSample): ChainFollowing | null {
  if (detected === null) {
    const profile = beside?.profile ?? null;
    return profile && { method: { profile, alike: [], key: null }, keys: [], hashesOnly: true };
  }
  const { profile, alike, key, newestFirst = false } = detected;
  return { method: { profile, alike, key: key?.bytes ?? null, newestFirst }, keys: wish.keys };
}

const keyForms: Readonly<Record<KeyForm, string>> = { hex: 'hex', base64: 'base64', raw: 'raw bytes' };

/** Of several, that with a profile; otherwise the first whose entries carry hashes or claims. */
export function firstChained(samples: readonly ChainSample[]): ChainSample | null {
  const carrying = samples.find(({ unknown, claims }) => unknown !== null || claims > 0);
  return samples.find(({ detected }) => detected !== null) ?? carrying ?? null;
}

/** Of the chain of a verification: that of the first source that has one. `also`: profiles met further on. */
export function chainSummary(sample: ChainSample | null, also: readonly string[] = []): ChainSummary {
  if (sample === null) return { profile: null, detected: false, covers: [], omits: [] };
  const { detected, wish } = sample;
  const notes = [...keyNotes(sample), ...also, ...claimNotes(sample)];
  if (detected === null)
    return { profile: null, detected: false, covers: [], omits: [], ...(notes.length > 0 ? { notes } : {}) };
  const { profile, covers, omits, recompute, looked } = detected;
  const isGiven = wish.profile !== null && typeof wish.profile !== 'string';
  return {
    profile: profile.name,
    detected: !isGiven,
    covers,
    omits,
    recompute,
    looked,
    ...(notes.length > 0 ? { notes } : {}),
    definition: inSchemaOrder(profile),
  };
}

/** Of one source; none where its entries carry neither hashes nor claims. */
export function sourceChain(subject: string, sample: ChainSample, also: readonly string[]): SourceChain[] {
  const { detected, unknown, claims } = sample;
  if (detected === null && unknown === null && claims === 0) return [];
  return [{ subject, ...chainSummary(sample, also) }];
}

function keyNotes({ detected, wish, deepintshield: isDeepintshield }: ChainSample): string[] {
  const key = detected?.key ?? wish.keys[0];
  if (key === undefined) return [];
  const notes = [keyTaken(detected, wish.keys)];
  if (isDeepintshield && key.bytes.length < deepintshieldKeyBytes)
    notes.push(`DeepIntShield takes keys of at least ${deepintshieldKeyBytes} bytes: this one is shorter`);
  if (detected !== null && detected.profile.name === deepintshield.name)
    notes.push('what the hash covers is assumed: DeepIntShield does not say it');
  return notes;
}

function keyTaken(detected: Detected | null, keys: readonly ChainKey[]): string {
  if (detected === null) {
    const ways = keys.map(({ form, bytes }) => `${keyForms[form]} (${bytes.length} bytes)`);
    return `the key was tried as ${ways.join(', as ')}`;
  }
  const { key } = detected;
  if (key === null) return 'the hashes were made without a key: the one given was not used';
  return `the key was taken as ${keyForms[key.form]}: ${key.bytes.length} bytes`;
}

function claimNotes({ claims }: ChainSample): string[] {
  if (claims === 0) return [];
  const say = claims === 1 ? '1 of the entries looked at says' : `${claims} of the entries looked at say`;
  return [
    `${say} of themselves that they are verified: their maker claims it, and it is not taken for a result`,
  ];
}
