import type { Path } from '../../../shared/mapping/path.ts';
import type { JsonObject } from '../record/read-record.ts';

/** Where one path leads in records of one layout. */
export interface Place {
  /** What stands there in the record that is open; undefined or null where nothing does. */
  value(): unknown;
  /** The same as text, a number by its lexeme; null where nothing stands there. */
  text(): string | null;
  /** The same where it is text or a number; null where it is anything else. */
  scalar(): string | null;
}

/** The values of one record at a time, by places that are found out once. */
export interface RecordValues {
  place(path: Path): Place;
  /** `bytes` are the record that `value` was read from. */
  open(value: JsonObject, bytes: Buffer): void;
}
