/** Whether the zip itself is sound: paths, headers, and every byte accounted for by some record or member. */
import { compareBytes, utf8 } from '../bytes/encoding.ts';
import type { CheckContext } from './check-context.ts';
import type { Findings } from './findings.ts';
import { packNamePattern } from './layout.ts';
import { pathFault } from './paths.ts';
import type { PackReader } from './reader.ts';
import { type FoundMember, hasDescriptor, type ZipDirectory } from './zip-directory.ts';

const container = { axis: 'storage', subject: 'container' } as const;
/** S_IFMT and S_IFREG of stat(2). */
const fileTypeMask = 0o170000;
const plainFile = 0o100000;
/** APPNOTE 4.3.9: CRC and sizes once more behind the data, in up to 24 bytes, where bit 3 of the flags says so. */
const longestDescriptor = 24;

/** The files of a pack, by their path under the top directory. */
export interface PackFiles {
  /** The top directory's name; empty where there is no single one. */
  readonly name: string;
  readonly files: ReadonlyMap<string, FoundMember>;
  /** Whether another program wrote the zip: files are then judged, and what is around them cannot be. */
  readonly rewritten: boolean;
}

/** Looks at the zip, and names the files that the rest of the check goes on with. */
export function checkContainer(reader: PackReader, directory: ZipDirectory, findings: Findings): PackFiles {
  const rewritten = isRewritten(directory);
  // A zip tool writes entries for folders; sealing does not.
  const isFolder = ({ path, size }: FoundMember) => rewritten && path.endsWith('/') && size === 0;
  for (const { path, nameFault } of directory.members.filter(isFolder))
    unsafePath(findings, path, nameFault ?? pathFault(path.slice(0, -1)));
  const members = directory.members.filter((member) => !isFolder(member));
  const packFiles = nameFiles(members, findings);
  checkCoverage(reader, directory, rewritten, findings);
  if (!rewritten) checkAsSealed(directory, findings);
  return { ...packFiles, rewritten };
}

/** Judges `storage` of `container`, once what is compressed was looked at too. */
export function judgeContainer({ findings, pack }: CheckContext, checked: number): void {
  findings.judge({
    ...container,
    status: pack.rewritten ? 'unverifiable' : 'pass',
    reason: pack.rewritten
      ? 'the zip is not as sealing wrote it, as after unpacking and zipping again; the files in it are judged on their own'
      : 'every byte of the zip is as sealing writes it around these files',
    checked,
  });
}

/** Written as a whole by another program: no header is as sealing writes it, and each agrees with itself. */
function isRewritten({ members }: ZipDirectory): boolean {
  return members.length > 0 && members.every(({ canonical, consistent }) => !canonical && consistent);
}

function nameFiles(members: readonly FoundMember[], findings: Findings): Omit<PackFiles, 'rewritten'> {
  const files = new Map<string, FoundMember>();
  const folded = new Map<string, string>();
  const tops = new Set(members.map(({ path }) => path.split('/')[0] as string));
  const [name = ''] = tops;
  if (tops.size !== 1 || !packNamePattern.test(name)) {
    findings.add({
      ...container,
      code: 'PACK_NAME',
      message: 'the files do not stand in one folder that is named as packs are',
    });
  }
  for (const member of members) {
    const { path, mode } = member;
    const fault = member.nameFault ?? pathFault(path);
    unsafePath(findings, path, fault);
    if (mode !== 0 && (mode & fileTypeMask) !== plainFile && (mode & fileTypeMask) !== 0) {
      findings.add({
        ...container,
        code: 'MEMBER_NOT_A_FILE',
        message: 'it is not a plain file, but a link or a device',
        member: path,
      });
    }
    const twin = folded.get(path.toLowerCase());
    if (twin !== undefined) {
      findings.add({
        ...container,
        code: 'MEMBER_TWICE',
        message: 'two files would stand at one path, at least where letter case does not count',
        member: path,
        actual: twin,
      });
    }
    folded.set(path.toLowerCase(), path);
    const inner = path.slice(path.indexOf('/') + 1);
    if (fault === null && !files.has(inner)) files.set(inner, member);
  }
  return { name: tops.size === 1 ? name : '', files };
}

function unsafePath(findings: Findings, path: string, fault: string | null): void {
  if (fault !== null) findings.add({ ...container, code: 'PATH_UNSAFE', message: fault, member: path });
}

/** Members one behind the other, then the directory, then its end: nothing between, nothing twice, nothing after. */
function checkCoverage(
  reader: PackReader,
  directory: ZipDirectory,
  rewritten: boolean,
  findings: Findings,
): void {
  let covered = 0;
  let slack = 0;
  for (const { path, offset, dataOffset, compressedSize, flags } of directory.members.toSorted(byOffset)) {
    reportSpan(findings, covered, offset, slack, path);
    covered = dataOffset + compressedSize;
    slack = rewritten && (flags & hasDescriptor) !== 0 ? longestDescriptor : 0;
  }
  reportSpan(findings, covered, directory.offset, slack, 'the directory');
  reportSpan(findings, directory.headersEnd, directory.endRecordsAt, 0, 'the end records');
  reportSpan(findings, directory.end, reader.size, 0, 'the end');
}

function byOffset(a: FoundMember, b: FoundMember): number {
  return a.offset - b.offset;
}

function reportSpan(findings: Findings, covered: number, next: number, slack: number, what: string): void {
  if (next >= covered && next <= covered + slack) return;
  findings.add({
    ...container,
    ...(next > covered
      ? { code: 'BYTES_UNCLAIMED', message: `${next - covered} bytes before ${what} belong to no file` }
      : {
          code: 'MEMBERS_OVERLAP',
          message: `${covered - next} bytes are claimed twice, by ${what} and what stands before it`,
        }),
    byteOffset: Math.min(covered, next),
  });
}

function checkAsSealed({ members, canonicalEnd }: ZipDirectory, findings: Findings): void {
  let last: Uint8Array | null = null;
  for (const { path, canonical } of members) {
    if (!canonical) {
      findings.add({
        ...container,
        code: 'HEADER_ALTERED',
        message: 'its zip headers are not as sealing writes them',
        member: path,
      });
    }
    const bytes = utf8(path);
    if (last !== null && compareBytes(last, bytes) >= 0) {
      findings.add({
        ...container,
        code: 'MEMBER_ORDER',
        message: 'the files are not in the order of their paths',
        member: path,
      });
    }
    last = bytes;
  }
  if (!canonicalEnd) {
    findings.add({
      ...container,
      code: 'HEADER_ALTERED',
      message: 'the end of the zip directory is not as sealing writes it',
    });
  }
}
