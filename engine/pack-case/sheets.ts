import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { readMember } from '../../shared/pack/member.ts';
import { readDirectory } from '../../shared/pack/zip-directory.ts';
import { fileReader } from '../seal/file-reader.ts';

/** What the workbook in a file says, whatever it is compressed by: name and hash of each of its parts; null where it does not read. */
export async function sheetsOf(path: string): Promise<string | null> {
  const file = openSync(path, 'r');
  try {
    const reader = fileReader(file);
    const { members } = await readDirectory(reader);
    const parts: string[] = [];
    for (const member of members) {
      const hash = createHash('sha256');
      // A part of a million rows has hundreds of megabytes.
      for await (const piece of readMember(reader, member)) hash.update(piece);
      parts.push(`${hash.digest('hex')}  ${member.path}`);
    }
    return parts.join('\n');
  } catch {
    // Hostile: whatever it is, it is no workbook as sealing writes it.
    return null;
  } finally {
    closeSync(file);
  }
}
