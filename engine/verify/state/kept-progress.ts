import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { SourceMark } from '../../import/reading/source-mark.ts';
import type { HashesPart } from '../chain/stated-hashes.ts';
import { type FollowedTrail, followedTrailSchema } from './followed-trail.ts';
import { printProgress } from './trail-progress.ts';

/** More than this of a state, in characters, and a place is not kept. */
const stateLimit = 4 << 20;

/** What has been added since the place before, of what grows with the source. */
export interface Growth {
  readonly hashes: HashesPart;
  /** 32 bytes a record: SHA-256 of its bytes; of bare exports. */
  readonly contents: Uint8Array;
  /** Two fingerprints of each id that was met for the first time; of bare exports. */
  readonly ids: Uint32Array;
}

/** A place in a source up to which it was followed. */
export interface Place {
  readonly seq: number;
  readonly mark: SourceMark;
  /** When: ISO 8601. */
  readonly time: string;
  readonly state: FollowedTrail;
}

/** Where places in sources are kept. */
export interface KeptPlaces {
  /** `asked`: SHA-256 of how a source is followed. */
  of(source: number, asked: string): KeptProgress;
  /** Other sources that were followed in that way, as far as `size` bytes at most: the furthest first, at most eight. */
  others(source: number, asked: string, size: number): readonly number[];
  /** Whether something that was kept is gone on from. */
  readonly areUsed: boolean;
  /** Bytes from one place that is kept to the next, at least. */
  readonly every: number;
}

const blob = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const rowSchema = z.object({
  source: z.number(),
  seq: z.number(),
  asked: z.string(),
  time: z.iso.datetime(),
  bytes: z.number(),
  sha256: z.string(),
  offset: z.number(),
  line: z.number(),
  ordinal: z.number(),
  tabular: z.string(),
  state: z.string(),
  hashes: blob,
  others: z.string(),
  followed: blob,
  contents: blob,
  ids: blob,
});
type Row = z.output<typeof rowSchema>;

/** Of a table, what its rows are read by. */
const tableSchema = z.strictObject({ heading: z.base64(), lineEnd: z.number().int() }).nullable();

const othersSchema = z.array(z.tuple([z.number().int().min(0), z.string()]));

/** Does what has to do with the file, and tells what goes wrong with it. */
export type Attempt = <T>(work: () => T) => T;

/** How far one source was followed, place by place, each in a transaction of its own. */
export class KeptProgress {
  private readonly db: Database.Database;
  private readonly source: number;
  private readonly asked: string;
  private readonly attempt: Attempt;
  /** The place that the next one follows. */
  private last = 0;

  constructor(db: Database.Database, source: number, asked: string, attempt: Attempt) {
    this.db = db;
    this.source = source;
    this.asked = asked;
    this.attempt = attempt;
  }

  /** The furthest place within a source of `size` bytes; null where none is kept. @throws AppError INVALID_INPUT */
  furthest(size: number): Place | null {
    return this.attempt(() => {
      const seq = this.db
        .prepare<[number, string, number], number | null>(
          'SELECT max(seq) FROM progress WHERE source = ? AND asked = ? AND bytes <= ?',
        )
        .pluck()
        .get(this.source, this.asked, size);
      if (typeof seq !== 'number') return null;
      const { time, state, bytes, sha256, offset, line, ordinal, tabular } = this.row(seq);
      const mark = { bytes, sha256, offset, line, ordinal, table: tableSchema.parse(JSON.parse(tabular)) };
      return { seq, time, mark, state: followedTrailSchema.parse(JSON.parse(state)) };
    });
  }

  /** What was added up to a place, piece by piece. @throws AppError INVALID_INPUT */
  *growthTo(place: Place): Generator<Growth> {
    for (let seq = 1; seq <= place.seq; seq++) {
      yield this.attempt(() => {
        const { hashes, others, followed, contents, ids } = this.row(seq);
        return {
          hashes: { packed: hashes, others: othersSchema.parse(JSON.parse(others)), followed },
          contents,
          // A copy, which begins at a whole word.
          ids: new Uint32Array(Uint8Array.from(ids).buffer),
        };
      });
    }
  }

  /** The next place follows this one; null: it is the first. */
  goOnFrom(place: Place | null): void {
    this.last = place?.seq ?? 0;
  }

  /** What was kept behind the place before it goes: it is of another following. False where it is too much to keep. */
  add({ table, ...mark }: SourceMark, state: FollowedTrail, { hashes, contents, ids }: Growth): boolean {
    const text = printProgress(state);
    if (text.length > stateLimit) return false;
    const row: Row = {
      ...mark,
      tabular: JSON.stringify(table),
      source: this.source,
      seq: this.last + 1,
      asked: this.asked,
      time: new Date().toISOString(),
      state: text,
      hashes: hashes.packed,
      others: JSON.stringify(hashes.others),
      followed: hashes.followed,
      contents,
      ids: new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength),
    };
    this.attempt(() =>
      this.db.transaction(() => {
        this.db
          .prepare('DELETE FROM progress WHERE source = ? AND (seq > ? OR asked <> ?)')
          .run(this.source, this.last, this.asked);
        this.db
          .prepare(
            `INSERT INTO progress (source, seq, asked, time, bytes, sha256, offset, line, ordinal, tabular,
               state, hashes, others, followed, contents, ids, digest)
             VALUES (@source, @seq, @asked, @time, @bytes, @sha256, @offset, @line, @ordinal, @tabular,
               @state, @hashes, @others, @followed, @contents, @ids, @digest)`,
          )
          .run({ ...row, digest: digestOf(row) });
      })(),
    );
    this.last++;
    return true;
  }

  /** A disk that lost a bit must not lead to a verdict. */
  private row(seq: number): Row {
    const stored = this.db
      .prepare<[number, number], { digest: string }>('SELECT * FROM progress WHERE source = ? AND seq = ?')
      .get(this.source, seq);
    const row = rowSchema.parse(stored);
    if (digestOf(row) !== stored?.digest) throw new Error('a place in it is not what was written');
    return row;
  }
}

/** SHA-256, hex, of all that stands in a row. */
function digestOf({ hashes, followed, contents, ids, ...row }: Row): string {
  const { source, seq, asked, time, bytes, sha256, offset, line, ordinal, tabular, state, others } = row;
  const blobs = [hashes, followed, contents, ids];
  const said = [source, seq, asked, time, bytes, sha256, offset, line, ordinal, tabular, state, others];
  const hash = createHash('sha256').update(JSON.stringify([...said, ...blobs.map(({ length }) => length)]));
  for (const blob of blobs) hash.update(blob);
  return hash.digest('hex');
}
