import { expect, test } from 'vitest';
import { utf8 } from '../bytes/encoding.ts';
import { ByteStream } from './byte-stream.ts';
import { EntryBytes } from './entry-bytes.ts';

const file = { path: 'data/entries.ndjson', opening: utf8(''), lineEnd: utf8('\n') };
const piece = new Uint8Array(1 << 19);

/** Nothing but zeros, an entry behind them, and how many bytes were asked for at most. */
class Watched extends ByteStream {
  most = 0;

  constructor(pieces: number) {
    super(
      (async function* () {
        for (let n = 0; n < pieces; n++) yield piece;
        yield utf8('{}\n');
      })(),
    );
  }

  override take(length: number) {
    this.most = Math.max(this.most, length);
    return super.take(length);
  }
}

test('bytes that belong to no entry are gone through without being held', async () => {
  const stream = new Watched(16);
  const entries = new EntryBytes(file, stream);
  await entries.opens();
  const taken = await entries.take(16 * piece.length, 2, 0);
  expect(taken).toEqual({ bytes: utf8('{}'), unclaimed: 16 * piece.length, ended: true });
  expect(stream.most).toBeLessThanOrEqual(1 << 20);
  // However far off an entry is said to be, the file ends where it ends.
  const beyond = await entries.take(Number.MAX_SAFE_INTEGER - 10, 2, 1);
  expect(beyond).toMatchObject({ bytes: utf8(''), ended: false });
});
