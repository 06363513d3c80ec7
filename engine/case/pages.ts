/** Rows that are read at once. */
export const pageLength = 1_000;

/**
 * Rows, some at a time: `read` gives at most `pageLength` of them, those behind the one that it is given. A statement that still has rows to
 * give locks the file, and whoever wants to write waits for it: work that goes on for minutes must let go of it now and then.
 */
export function* inPages<Row>(read: (behind: Row | null) => readonly Row[]): Generator<Row, undefined> {
  let last: Row | null = null;
  for (;;) {
    const rows = read(last);
    yield* rows;
    if (rows.length < pageLength) return;
    last = rows.at(-1) as Row;
  }
}
