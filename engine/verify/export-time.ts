import { SourceBytes } from '../case/bytes.ts';
import type { ReadableDb } from '../case/database.ts';
import type { SourceRow } from '../case/sources.ts';
import type { Layout } from '../import/layout/layout.ts';
import { layoutOf } from '../import/layout/stated.ts';
import { splitterFor } from '../import/reading/formats.ts';
import { statedTime } from '../import/time/time.ts';
import type { ByteReader } from '../packed/byte-reader.ts';

/** Members of an envelope that say when the file was made, by the names that exporters give them; letter case and `_` do not count. */
const names = ['exportedat', 'exporttime', 'exporttimestamp', 'exportdate', 'generatedat', 'generatedon'];

/** An envelope says little beside its records: more than this of it is not looked at. */
const looked = 1 << 16;

const member = /"([A-Za-z_]{1,40})"\s*:\s*(?:"([^"\\]{1,64})"|(\d{10,19})(?=[\s,}]))/g;

/** What may stand behind an array of records: members that hold one value each, and the ends of objects. */
const behind = /^(?:\s*,\s*"[^"\\]*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+.\w]+))*\s*(?<ends>\}[\s}]*)$/;

/**
 * When the export says that it was made, in milliseconds since 1970: by a member of its envelope that stands before the first record, or
 * behind the last. Null where it has no envelope, or does not say so.
 *
 * @param stream of a source, to its end; `hasEnd`: whether it has all of it
 */
export function exportTime(layout: Layout, stream: ByteReader, hasEnd = true): number | null {
  if (layout.form !== 'json' || layout.encoding !== 'utf-8' || layout.records.length === 0) return null;
  const head = stream.read(0, looked);
  const [first] = splitterFor(layout)([head]).take(1);
  const before = first === undefined ? null : timeIn(head.toString('utf8', 0, first.offset));
  if (before !== null || !hasEnd) return before;
  const length = Math.min(looked, stream.size);
  const tail = stream.read(stream.size - length, length).toString('utf8');
  const rest = tail.slice(tail.lastIndexOf(']') + 1);
  const ends = behind.exec(rest)?.groups?.['ends'] ?? '';
  // As many objects end as the array stands in: otherwise it is one inside of a record.
  return ends.replaceAll(/\s/g, '').length === layout.records.length ? timeIn(rest) : null;
}

/** The same of a source of a case; null also where it cannot be read, which is told when the source is. */
export function exportTimeOf(db: ReadableDb, source: SourceRow): number | null {
  try {
    const bytes = new SourceBytes(db);
    const size = source.stream_bytes ?? source.bytes;
    const read = (offset: number, length: number) =>
      bytes.read(source.id, offset, Math.max(0, Math.min(length, size - offset)));
    return exportTime(layoutOf(source), { size, read });
  } catch {
    return null;
  }
}

function timeIn(envelope: string): number | null {
  for (const [, name = '', text, digits] of envelope.matchAll(member)) {
    if (!names.includes(name.toLowerCase().replaceAll('_', ''))) continue;
    const { ms } = statedTime(text ?? digits ?? '');
    if (ms !== null) return ms;
  }
  return null;
}
