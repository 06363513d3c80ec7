import { posix } from 'node:path';
import type { UncheckedHash } from '../../../shared/domain/import.ts';
import type { ByteReader } from '../../packed/byte-reader.ts';
import type { Member } from '../../packed/packing.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { type Expected, hashBytesLimit, hashList, isHashFile, missing, tooMuch } from './expected-hashes.ts';
import { sampleOf } from './sample.ts';

/** What the hash files in a zip state of the members beside and below them. */
export class MemberHashes {
  readonly unchecked: readonly UncheckedHash[];
  /** By the member's name. */
  private readonly expected: ReadonlyMap<string, readonly Expected[]>;

  private constructor(
    expected: ReadonlyMap<string, readonly Expected[]>,
    unchecked: readonly UncheckedHash[],
  ) {
    this.expected = expected;
    this.unchecked = unchecked;
  }

  /** @throws AppError CANCELLED, and as the zip is read */
  static async read(reader: ByteReader, members: readonly Member[], stop: StopFlag): Promise<MemberHashes> {
    const names = new Set(members.map(({ name }) => plain(name)));
    const expected = new Map<string, Expected[]>();
    const unchecked: UncheckedHash[] = [];
    // A hostile zip could fill the memory with them.
    let left = hashBytesLimit;
    for (const member of members.filter(({ name }) => isHashFile(name))) {
      const { name } = member;
      left -= member.size;
      const read = left < 0 ? { why: tooMuch } : await textOf(reader, member, stop);
      if ('why' in read) {
        unchecked.push({ name, reason: read.why });
        continue;
      }
      const list = hashList(posix.basename(plain(name)), read.text);
      const beside = (about: string) => posix.join(posix.dirname(plain(name)), about);
      for (const { reason } of list.unchecked) unchecked.push({ name, reason });
      for (const [about, stated] of list.files) {
        if (!names.has(beside(about))) unchecked.push(missing(beside(about), name));
        const before = expected.get(beside(about)) ?? [];
        expected.set(beside(about), before);
        for (const { sha256 } of stated) before.push({ sha256, by: name });
      }
    }
    return new MemberHashes(expected, unchecked);
  }

  of(name: string): readonly Expected[] {
    return this.expected.get(plain(name)) ?? [];
  }
}

/** A label as the path that it stands for; it is compared with others, and leads nowhere. */
function plain(name: string): string {
  return posix.normalize(name.replaceAll('\\', '/'));
}

async function textOf(
  reader: ByteReader,
  member: Member,
  stop: StopFlag,
): Promise<{ readonly text: string } | { readonly why: string }> {
  // No more than the directory says comes out of a member.
  const { bytes, fault } = await sampleOf(reader, { member, compression: null }, stop, member.size + 1);
  return fault === null ? { text: bytes.toString('utf8') } : { why: `it cannot be read whole: ${fault}` };
}
