/** Zips that are not as sealing writes them around the very files of a sound pack. */
import { crc32, deflateRawSync } from 'node:zlib';
import { makeZip } from '../../../engine/packed/testing/make-zip.ts';
import { zipOf } from '../../../engine/seal/testing/forge.ts';
import { paths } from '../../../shared/pack/layout.ts';
import type { Forging } from '../forging.ts';
import {
  type RawEnd,
  type RawMember,
  rawMembers,
  rawZip,
  renamed,
  withExtra,
  withNumber,
} from './raw-zip.ts';

export interface ForgedZip {
  readonly what: string;
  readonly pack: Buffer;
}

export interface ContainerKind {
  readonly name: string;
  /**
   * Whether the files are unchanged, in a zip as another program could have written it. Nobody can tell that from a pack that
   * was unpacked and zipped again, so no axis fails.
   */
  readonly harmless?: boolean;
  readonly zip: (forging: Forging) => Promise<ForgedZip | null>;
}

type Edit = (
  members: RawMember[],
  forging: Forging,
) => { readonly what: string; readonly members?: RawMember[]; readonly end?: RawEnd };

function edited(name: string, edit: Edit): ContainerKind {
  return {
    name,
    async zip(forging) {
      const members = await rawMembers(forging.material.name, forging.files);
      const { what, members: after = members, end } = edit(members, forging);
      return { what, pack: rawZip(after, end) };
    },
  };
}

/** By another program, which dates what it writes. */
function rewritten(what: string, edit: Edit): ContainerKind {
  return edited(`zipped again by a program that ${what}`, (members, forging) =>
    edit(
      members.map((member) => withNumber(member, 4, 0x5a5a5a5a, 12, 10)),
      forging,
    ),
  );
}

/** One member, another than it was. */
function changed(name: string, change: (member: RawMember, forging: Forging) => RawMember): ContainerKind {
  return edited(name, (members, forging) => {
    const at = forging.place(members);
    const member = members[at] as RawMember;
    return { what: member.path, members: members.with(at, change(member, forging)) };
  });
}

/** Adds a file with the name of one that is there already, or with a name that a file system takes for the same. */
function doubled(name: string, twin: (path: string) => string): ContainerKind {
  return edited(name, (members, forging) => {
    const at = members.findIndex(({ path }) =>
      path.endsWith(forging.random.pick([paths.entries, paths.custody, paths.sources])),
    );
    const member = members[Math.max(at, 0)] as RawMember;
    const other = content(renamed(member, twin(member.path)), Buffer.from('{"forged":true}\n'));
    const before = forging.random.chance(0.5);
    return {
      what: `${member.path}, ${before ? 'before' : 'behind'} it`,
      members: members.toSpliced(Math.max(at, 0) + (before ? 0 : 1), 0, other),
    };
  });
}

/** Stored, with sizes and sum that fit. */
function content(member: RawMember, data: Buffer): RawMember {
  const sum = crc32(data);
  let after: RawMember = { ...member, data };
  after = withNumber(after, 2, 0, 10, 8);
  after = withNumber(after, 4, sum, 16, 14);
  after = withNumber(after, 4, data.length, 20, 18);
  return withNumber(after, 4, data.length, 24, 22);
}

function extraField(tag: number, data: Buffer): Buffer {
  const field = Buffer.alloc(4);
  field.writeUInt16LE(tag, 0);
  field.writeUInt16LE(data.length, 2);
  return Buffer.concat([field, data]);
}

function unicodePath(path: string): Buffer {
  const fixed = Buffer.alloc(5);
  fixed.writeUInt8(1, 0);
  fixed.writeUInt32LE(crc32(Buffer.from(path)), 1);
  return extraField(0x7075, Buffer.concat([fixed, Buffer.from(path.replace('data/', 'other/'))]));
}

/** Both sizes in a zip64 field, though they fit. */
function widened(member: RawMember): RawMember {
  const sizes = Buffer.alloc(16);
  sizes.writeBigUInt64LE(BigInt(member.central.readUInt32LE(24)), 0);
  sizes.writeBigUInt64LE(BigInt(member.central.readUInt32LE(20)), 8);
  const wide = withNumber(withNumber(member, 4, 0xffffffff, 20, 18), 4, 0xffffffff, 24, 22);
  return withExtra(wide, extraField(1, sizes));
}

/** Sums and sizes behind the data (APPNOTE 4.3.9). */
function described(member: RawMember, wrong = false): RawMember {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(wrong ? 1 : member.central.readUInt32LE(16), 4);
  descriptor.writeUInt32LE(member.central.readUInt32LE(20), 8);
  descriptor.writeUInt32LE(member.central.readUInt32LE(24), 12);
  const flagged = withNumber(member, 2, 8, 8, 6);
  const local = Buffer.from(flagged.local);
  local.fill(0, 14, 26);
  return { ...flagged, local, behind: descriptor };
}

const onEntries = (members: readonly RawMember[]) =>
  Math.max(
    0,
    members.findIndex(({ path }) => /data\/entries/.test(path)),
  );

export const containerKinds: readonly ContainerKind[] = [
  doubled('a name twice', (path) => path),
  doubled('a name that differs in case alone', (path) =>
    path.replace(/data\/./, (start) => start.toUpperCase()),
  ),
  doubled('a name that differs by a dot', (path) => path.replace('data/', 'data/./')),
  doubled('a name that differs by a slash', (path) => path.replace('data/', 'data//')),
  doubled('a name that differs by backslashes', (path) => path.replaceAll('/', '\\')),
  doubled('a name that leads out and back', (path) => path.replace('data/', 'data/../data/')),
  doubled('a name that differs by a space behind it', (path) => `${path} `),
  doubled('a name that differs by a dot behind it', (path) => `${path}.`),
  doubled('a name that is absolute', (path) => `/${path}`),
  doubled('a name with a byte of nothing', (path) => `${path}\0.txt`),
  doubled('a name in another normal form', (path) => path.replace('data/', 'da\u0301ta/')),
  doubled('a name with a stream', (path) => `${path}::$DATA`),
  edited('two names that Unicode takes for one', (members) => {
    const [first] = members as [RawMember];
    const twins = ['\u00e9', 'e\u0301'].map((name) => renamed(first, first.path.replace('VERIFY', name)));
    return { what: 'in two normal forms', members: [...members, ...twins] };
  }),
  edited('a name that Windows reserves', (members, { random }) => {
    const [first] = members as [RawMember];
    const name = random.pick(['CON', 'aux.txt', 'data/NUL', 'COM1', 'lpt9.ndjson']);
    return { what: name, members: [...members, renamed(first, first.path.replace('VERIFY.md', name))] };
  }),
  edited('a top folder more', (members) => {
    const [first] = members as [RawMember];
    return { what: 'other_pack-0001', members: [...members, renamed(first, 'other_pack-0001/VERIFY.md')] };
  }),
  changed('another name in the directory', (member) => renamed(member, `${member.path}x`, 'central')),
  changed('another name before the data', (member) => renamed(member, `${member.path}x`, 'local')),
  changed('another sum in the directory', (member) => withNumber(member, 4, 1, 16)),
  changed('another sum before the data', (member) => ({
    ...member,
    local: withNumber(member, 4, 1, 0, 14).local,
  })),
  changed('another sum in both', (member) => withNumber(member, 4, 1, 16, 14)),
  changed('another size in the directory', (member, { random }) =>
    withNumber(member, 4, member.central.readUInt32LE(24) + random.pick([1, 1000, 5_000_000]), 24),
  ),
  changed('a smaller size in both', (member) =>
    withNumber(member, 4, Math.max(0, member.central.readUInt32LE(24) - 1), 24, 22),
  ),
  changed('other sizes before the data', (member) => {
    const { local } = withNumber(withNumber(member, 4, 1, 0, 18), 4, 1, 0, 22);
    return { ...member, local };
  }),
  changed('a method that is not known', (member, { random }) =>
    withNumber(member, 2, random.pick([1, 9, 12, 14, 93, 99]), 10, 8),
  ),
  changed('a method that it is not', (member) =>
    withNumber(member, 2, member.central.readUInt16LE(10) === 0 ? 8 : 0, 10, 8),
  ),
  changed('another method before the data', (member) => {
    const method = member.local.readUInt16LE(8) === 0 ? 8 : 0;
    return { ...member, local: withNumber(member, 2, method, 0, 8).local };
  }),
  changed('called encrypted', (member) => withNumber(member, 2, 1, 8, 6)),
  changed('called encrypted in the directory alone', (member) => withNumber(member, 2, 1, 8)),
  changed('flags of other programs', (member, { random }) =>
    withNumber(member, 2, random.pick([0x800, 0x40, 0x2000, 0x20, 2]), 8, 6),
  ),
  changed('a version beyond all', (member) => withNumber(member, 2, 9999, 6, 4)),
  changed('a date', (member) => withNumber(member, 4, 0x5a5a5a5a, 12, 10)),
  changed('a link, a folder or a device', (member, { random }) =>
    withNumber(member, 2, random.pick([0o120777, 0o40755, 0o20644, 0o10644, 0o60644]), 40),
  ),
  changed('a folder of DOS', (member) => withNumber(member, 2, 0x10, 38)),
  changed('made by another system', (member) => withNumber(member, 2, 20, 4)),
  changed('a remark in the directory', (member) => {
    const central = Buffer.concat([member.central, Buffer.from('a remark')]);
    central.writeUInt16LE(8, 32);
    return { ...member, central };
  }),
  changed('an extra field', (member) => withExtra(member, extraField(0x5455, Buffer.from('\x03aaaabbbb')))),
  changed('an extra field that gives another name', (member) => withExtra(member, unicodePath(member.path))),
  changed('an extra field that ends beyond its end', (member) =>
    withExtra(member, Buffer.from([1, 0, 200, 0, 1])),
  ),
  changed('a zip64 field that nothing needs', widened),
  changed('sizes of 0xffffffff without a zip64 field', (member) =>
    withNumber(withNumber(member, 4, 0xffffffff, 20, 18), 4, 0xffffffff, 24, 22),
  ),
  changed('a data descriptor', (member) => described(member)),
  changed('a data descriptor that is wrong', (member) => described(member, true)),
  changed('something behind its data', (member) => ({ ...member, behind: Buffer.from('hidden') })),
  changed('something behind the end of what is compressed, in its size', (member) => {
    const method = member.central.readUInt16LE(10);
    const packed = method === 8 ? member.data : deflateRawSync(member.data);
    const data = Buffer.concat([packed, Buffer.from('hidden')]);
    return withNumber(withNumber({ ...member, data }, 2, 8, 10, 8), 4, data.length, 20, 18);
  }),
  changed('a local header elsewhere', (member, { random }) => ({
    ...member,
    at: random.pick([0, 1, 30, 0x7ffffff0]),
  })),
  changed('no header before its data', (member) => {
    const local = Buffer.from(member.local);
    local.fill(0, 0, 4);
    return { ...member, local };
  }),
  changed('a disk that there is not', (member) => withNumber(member, 2, 3, 34)),
  edited('two members on the same data', (members) => {
    const at = onEntries(members);
    return {
      what: members[at]?.path ?? '',
      members: members.with(at, { ...(members[at] as RawMember), at: 0 }),
    };
  }),
  rewritten('says other sizes before the data of one', (members, { random }) => {
    const at = random.between(0, members.length - 1);
    const { local } = withNumber(members[at] as RawMember, 4, 1, 0, random.pick([18, 22]));
    return {
      what: members[at]?.path ?? '',
      members: members.with(at, { ...(members[at] as RawMember), local }),
    };
  }),
  rewritten('gives one another name in an extra field', (members, { random }) => {
    const at = random.between(0, members.length - 1);
    const member = members[at] as RawMember;
    return {
      what: member.path,
      members: members.with(at, withExtra(member, unicodePath(`${member.path}x`))),
    };
  }),
  rewritten('has a folder that leads out', (members, { random }) => {
    const path = random.pick(['../', '../../outside/', '/outside/', 'a//', 'C:/']);
    const folder = content(renamed(members[0] as RawMember, path), Buffer.alloc(0));
    return { what: path, members: [...members, folder] };
  }),
  rewritten('has a second directory, which its end does not ask for', () => ({
    what: 'at its beginning',
    end: { hidden: true },
  })),
  edited('members in another order', (members) => ({
    what: 'the last first',
    members: members.toReversed(),
  })),
  edited('zip64’s end that nothing needs', () => ({ what: 'the end', end: { wide: true } })),
  edited('a comment at the end', (_, { random }) => ({
    what: 'the end',
    end: { comment: Buffer.from(random.pick(['a comment', 'PK\x05\x06', '\0'.repeat(300)])) },
  })),
  edited('something before it', () => ({
    what: 'of which the directory knows',
    end: { before: Buffer.from('#!/bin/sh\n') },
  })),
  edited('something between data and directory', () => ({
    what: 'hidden',
    end: { between: Buffer.from('hidden') },
  })),
  edited('another number of members', (members, { random }) => ({
    what: 'the end',
    end: { count: members.length + random.pick([1, -1, 1000]) },
  })),
  ...(['before', 'behind'] as const).map(
    (where): ContainerKind => ({
      name: `something ${where} all of it`,
      async zip({ material, files, random }) {
        const whole = zipOf(material.name, files);
        const more = random.pick([Buffer.from('more'), Buffer.alloc(70_000), whole]);
        const pack = Buffer.concat(where === 'before' ? [more, whole] : [whole, more]);
        // Behind a whole zip, the last of them is the one that everybody reads.
        return { what: `${more.length} bytes`, pack };
      },
    }),
  ),
  {
    name: 'cut off',
    async zip({ material, files, random }) {
      const whole = zipOf(material.name, files);
      const length = random.between(0, whole.length - 1);
      return { what: `${length} of ${whole.length} bytes`, pack: whole.subarray(0, length) };
    },
  },
  {
    name: 'a bit of the zip',
    async zip(forging) {
      const { material, files, random } = forging;
      const whole = zipOf(material.name, files);
      const at = random.chance(0.5) ? forging.place(whole) : whole.length - 1 - random.between(0, 3000);
      whole[at] = (whole[at] as number) ^ (1 << random.between(0, 7));
      return { what: `byte ${at} of ${whole.length}`, pack: whole };
    },
  },
  {
    name: 'compressed on another level',
    async zip({ material, files, random }) {
      const level = random.pick<0 | 9 | 'stored'>([0, 9, 'stored']);
      return { what: String(level), pack: zipOf(material.name, files, { level }) };
    },
  },
  {
    name: 'a bomb in it',
    async zip(forging) {
      const members = await rawMembers(forging.material.name, forging.files);
      const zeros = Buffer.alloc(4_000_000);
      const claimed = forging.random.pick([zeros.length, 100, 0xfffffff0]);
      const at = onEntries(members);
      let bomb: RawMember = { ...(members[at] as RawMember), data: deflateRawSync(zeros) };
      bomb = withNumber(withNumber(bomb, 2, 8, 10, 8), 4, bomb.data.length, 20, 18);
      bomb = withNumber(bomb, 4, claimed, 24, 22);
      return { what: `${claimed} bytes claimed`, pack: rawZip(members.with(at, bomb)) };
    },
  },
  {
    name: 'zipped again by another program',
    harmless: true,
    async zip({ material, files, random }) {
      const deflated = random.chance(0.7);
      const members = [...files].map(([path, bytes]) => ({
        name: `${material.name}/${path}`,
        content: bytes,
        deflated,
      }));
      const folders = random.chance(0.5) ? [`${material.name}/`, `${material.name}/data/`] : [];
      return {
        what: deflated ? 'deflated' : 'stored',
        pack: makeZip([...folders.map((name) => ({ name, content: '' })), ...members]),
      };
    },
  },
];
