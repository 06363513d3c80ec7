import { crc32, deflateRawSync } from 'node:zlib';

/** A member as a test wants it, whatever a decent program would write. */
export interface TestMember {
  readonly name: string | Buffer;
  readonly content: Buffer | string;
  /** Stored where not. */
  readonly deflated?: boolean;
  /** Instead of what is true. */
  readonly crc32?: number;
  readonly size?: number;
  readonly method?: number;
  readonly flags?: number;
  /** Unix mode. */
  readonly mode?: number;
  /** Stands on the bytes of the member before: its own data are left out. */
  readonly onPrevious?: boolean;
}

/** A zip (APPNOTE 4.3) with these members, in this order. */
export function makeZip(members: readonly TestMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  let previous = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const content = Buffer.from(member.content);
    const data = member.deflated ? deflateRawSync(content) : content;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(member.flags ?? (typeof member.name === 'string' ? 0x800 : 0), 2);
    fields.writeUInt16LE(member.method ?? (member.deflated ? 8 : 0), 4);
    fields.writeUInt32LE(member.crc32 ?? crc32(content), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(member.size ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const start = member.onPrevious ? previous : at;
    if (!member.onPrevious) {
      const header = [Buffer.from('PK\x03\x04', 'latin1'), fields, name, data];
      parts.push(...header);
      previous = at;
      at += 30 + name.length + data.length;
    }
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE((((member.mode ?? 0) << 16) >>> 0) >>> 0, 6);
    entry.writeUInt32LE(start, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, entry, name);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}
