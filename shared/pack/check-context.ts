import type { z } from 'zod';
import { fromUtf8 } from '../bytes/encoding.ts';
import type { FindRoom } from '../bytes/paged-rows.ts';
import type { Progress } from '../domain/progress.ts';
import type { Finding } from '../domain/verification.ts';
import type { Digest } from '../proof/digest.ts';
import type { CheckCms } from '../seal/cms.ts';
import type { Sha512, VerifyEd25519 } from '../seal/ed25519.ts';
import type { CheckTimestamp } from '../timestamp/check.ts';
import type { PackFiles } from './check-container.ts';
import { CheckProgress } from './check-progress.ts';
import { entryFilePattern } from './entry-files.ts';
import type { Findings } from './findings.ts';
import { paths } from './layout.ts';
import { MemberFault, type MemberHash, RunningHash, wholeMember } from './member.ts';
import type { ProvenLeaves } from './proven-leaves.ts';
import type { PackReader } from './reader.ts';
import type { FoundMember } from './zip-directory.ts';

/** What checking needs from its host. */
export interface CheckEffects {
  readonly digest: Digest;
  /** CRC-32 as zip uses it: goes on with these bytes from `crc`, the sum of the bytes before them. */
  readonly crc32: (bytes: Uint8Array, crc: number) => number;
  readonly verifyEd25519: VerifyEd25519;
  readonly sha512: Sha512;
  readonly checkCms: CheckCms;
  readonly checkTimestamp: CheckTimestamp;
  /** Absent if there is no other thread. */
  readonly hashApart?: HashApart;
  /** Finds room outside memory for what grows with the pack; absent if the host has none. */
  readonly findRoom?: FindRoom;
}

/** What another thread found while it read all files. */
export interface HashedApart {
  /** By path; files that could not be hashed are missing. */
  readonly hashes: ReadonlyMap<string, MemberHash>;
  /** What the proofs prove; null unless all of them hold, spelled as sealing spells them. */
  readonly proven: ProvenLeaves | null;
}

/**
 * Hashes files in another thread while this one checks them.
 *
 * @param onBytes told how many more bytes were hashed
 */
export type HashApart = (
  files: ReadonlyMap<string, FoundMember>,
  onBytes: (count: number) => void,
) => Promise<HashedApart>;

/** The longest file that is read in one piece: manifests and checkpoints are far smaller. */
const smallLimit = 1 << 24;

/** What every part of a check works with. */
export interface CheckContext {
  readonly reader: PackReader;
  readonly pack: PackFiles;
  readonly effects: CheckEffects;
  readonly findings: Findings;
  /** Passes pieces on, reports progress, and stops when the person asks. */
  watch(phase: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
  /** A small file's bytes; null if it is missing or cannot be read, which is a finding of its own. */
  small(path: string): Promise<Uint8Array | null>;
  /** Passes a file's pieces on; its hash is known once all of them were taken. */
  hashing(path: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>;
  /** The hashes of files, as far as they are known already: a large file need not be read only for its hash. */
  hashes(): Promise<ReadonlyMap<string, MemberHash>>;
  /** Whether another thread is at work: a browser may start none, which is known at once. */
  isShared(): boolean;
  /** What another thread found that the proofs prove; null where it did not find it, or there is none. */
  provenApart(): Promise<ProvenLeaves | null>;
}

export function checkContext(
  parts: Pick<CheckContext, 'reader' | 'pack' | 'effects' | 'findings'>,
  onProgress: (progress: Progress) => void,
  checkCancelled: () => void,
): CheckContext {
  const { reader, pack } = parts;
  const told = new CheckProgress(pack.files, onProgress);
  const kept = new Map<string, Uint8Array | null>();
  const seen = new Map<string, MemberHash>();
  let isLost = false;
  const others = new Map([...pack.files].filter(([path]) => !isReadHere(path)));
  // What the other thread could not hash is hashed here, in its turn.
  const apart = parts.effects
    .hashApart?.(others, (count) => told.add(count))
    .catch((): HashedApart => {
      isLost = true;
      return { hashes: new Map(), proven: null };
    });
  return {
    ...parts,
    hashes: async () => new Map([...seen, ...((await apart)?.hashes ?? [])]),
    isShared: () => apart !== undefined && !isLost,
    provenApart: async () => (await apart)?.proven ?? null,
    async *hashing(path, pieces) {
      if (apart !== undefined && !isLost && others.has(path)) {
        yield* pieces;
        return;
      }
      const hash = new RunningHash(parts.effects);
      for await (const piece of pieces) {
        hash.update(piece);
        yield piece;
      }
      seen.set(path, hash.finish());
    },
    async *watch(phase, pieces) {
      told.phase = phase;
      for await (const piece of pieces) {
        checkCancelled();
        yield piece;
        told.add(piece.length);
      }
    },
    async small(path) {
      const known = kept.get(path);
      if (known !== undefined) return known;
      const member = pack.files.get(path);
      const bytes = member ? await readOrNull(() => wholeMember(reader, member, smallLimit)) : null;
      kept.set(path, bytes);
      return bytes;
    },
  };
}

/** Whether entries are checked by what it says, so that it is hashed on the way. */
function isReadHere(path: string): boolean {
  return path === paths.index || entryFilePattern.test(path);
}

async function readOrNull(read: () => Promise<Uint8Array>): Promise<Uint8Array | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof MemberFault) return null;
    throw error;
  }
}

/** The value that hostile bytes spell, if they are compact UTF-8 JSON without repeated names; null for anything else. */
export function parseLine<T extends z.ZodType>(schema: T, bytes: Uint8Array): z.output<T> | null {
  const text = fromUtf8(bytes);
  if (text === null) return null;
  const value = spelled(text);
  if (value === undefined) return null;
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Undefined for every other spelling. Printing what nests without end overflows the stack: no line of a pack does. */
function spelled(text: string): unknown {
  // A name that is a name to one reader, and what an object inherits from to another.
  if (text.includes('"__proto__":')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A small file of one JSON document and a line feed; null if it is missing, or, with a finding, if it cannot be read. */
export async function readDocument<T extends z.ZodType>(
  { small, findings }: CheckContext,
  path: string,
  schema: T,
  axis: Finding['axis'],
): Promise<z.output<T> | null> {
  const bytes = await small(path);
  if (bytes === null) return null;
  const document = bytes.at(-1) === 0x0a ? parseLine(schema, bytes.subarray(0, -1)) : null;
  if (document === null) {
    findings.add({
      axis,
      subject: 'pack',
      code: 'MEMBER_INVALID',
      message: 'it does not read as the pack format describes it',
      member: path,
    });
  }
  return document;
}
