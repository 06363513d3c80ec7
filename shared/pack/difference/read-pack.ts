import { fromUtf8, toHex, utf8 } from '../../bytes/encoding.ts';
import type { ChainedEvent } from '../../custody/events.ts';
import type { Progress } from '../../domain/progress.ts';
import type { VerifyReport } from '../../domain/verification.ts';
import type { KnownSigner } from '../../seal/known-signer.ts';
import { checkPack } from '../check.ts';
import { checkContainer } from '../check-container.ts';
import {
  type CheckContext,
  type CheckEffects,
  checkContext,
  parseLine,
  readDocument,
} from '../check-context.ts';
import { Findings } from '../findings.ts';
import { paths } from '../layout.ts';
import { eventSchema, type PackSources, sourcesSchema } from '../lines.ts';
import { MemberFault, readMember } from '../member.ts';
import type { PackReader } from '../reader.ts';
import { readDirectory } from '../zip-directory.ts';

/** A pack that is to be held against another. */
export interface ReadPack {
  readonly context: CheckContext;
  readonly report: VerifyReport;
  /** Null where it does not read. */
  readonly described: PackSources | null;
  /** SHA-256 of each file, hex; of one that cannot be read to its end, `unreadable`. */
  readonly hashes: ReadonlyMap<string, string>;
  text(path: string): Promise<string>;
  /** The events of a chain, in order, as far as they read. */
  events(path: string): Promise<readonly ChainedEvent[]>;
}

/** What both sides are read with. */
export interface Reading {
  readonly effects: CheckEffects;
  readonly known: readonly KnownSigner[];
  readonly checkCancelled: () => void;
}

/** How much of a pack has been read, 0 to 1, and what is being done, for people. */
export type OnRead = (share: number, phase: string) => void;

/** Of the time that reading one takes, what its check does. */
const ofChecking = 0.7;

/** @throws AppError PACK_UNREADABLE, CANCELLED */
export async function readPack(
  reader: PackReader,
  { effects, known, checkCancelled }: Reading,
  onRead: OnRead,
): Promise<ReadPack> {
  const onChecked = ({ phase, done, total }: Progress) =>
    onRead(ofChecking * (total ? done / total : 0), phase);
  const report = await checkPack(reader, effects, { known }, onChecked, checkCancelled);
  const findings = new Findings();
  const pack = checkContainer(reader, await readDirectory(reader), findings);
  const context = checkContext({ reader, pack, effects, findings }, () => {}, checkCancelled);
  const text = async (path: string) => fromUtf8((await context.small(path)) ?? new Uint8Array()) ?? '';
  return {
    ...{ context, report, text },
    described: await readDocument(context, paths.sources, sourcesSchema, 'storage'),
    hashes: await hashesOf(context, checkCancelled, (share) =>
      onRead(ofChecking + (1 - ofChecking) * share, 'comparing files'),
    ),
    events: async (path) =>
      (await text(path))
        .split('\n')
        .map((line) => parseLine(eventSchema, utf8(line)))
        .filter((event) => event !== null),
  };
}

async function hashesOf(
  { reader, pack, effects }: CheckContext,
  checkCancelled: () => void,
  onShare: (share: number) => void,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const total = [...pack.files.values()].reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const [path, member] of pack.files) {
    const hash = effects.digest.sha256Stream();
    try {
      for await (const piece of readMember(reader, member)) {
        checkCancelled();
        hash.update(piece);
        done += piece.length;
        onShare(Math.min(1, done / total));
      }
      hashes.set(path, toHex(hash.finish()));
    } catch (error) {
      if (!(error instanceof MemberFault)) throw error;
      hashes.set(path, 'unreadable');
    }
  }
  return hashes;
}
