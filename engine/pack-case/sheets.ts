import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { wholeMember } from '../../shared/pack/member.ts';
import { bytesReader } from '../../shared/pack/reader.ts';
import { readDirectory } from '../../shared/pack/zip-directory.ts';

/** Of a part of a workbook, unpacked, in bytes: more than a million rows have. */
const longestPart = 1 << 30;

/** What a workbook says, whatever it is compressed by: name and hash of each of its parts; null where it does not read. */
export async function sheetsOf(pieces: AsyncIterable<Uint8Array>): Promise<string | null> {
  const reader = bytesReader(await buffer(pieces));
  try {
    const { members } = await readDirectory(reader);
    const parts: string[] = [];
    for (const member of members) {
      const bytes = await wholeMember(reader, member, longestPart);
      parts.push(`${createHash('sha256').update(bytes).digest('hex')}  ${member.path}`);
    }
    return parts.join('\n');
  } catch {
    // Hostile: whatever it is, it is no workbook as sealing writes it.
    return null;
  }
}
