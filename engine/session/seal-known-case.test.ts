/** Packs of a case that was verified since it was opened are the same bytes as those of one that was not. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../shared/contract/client.ts';
import { memoryPortPair } from '../../shared/contract/memory.ts';
import { operations } from '../../shared/contract/operations.ts';
import { serveContract } from '../../shared/contract/server.ts';
import { generateKey } from '../keys/generate-key.ts';
import {
  chained,
  importFiles,
  makeEntry,
  ndjson,
  tamper,
  temporaryFolder,
  trail,
  write,
} from '../verify/testing/chained-case.ts';
import { createSession } from './session.ts';

const passphrase = 'a test passphrase';
const whole = trail(30);
const edited = chained(Array.from({ length: 20 }, (_, n) => makeEntry(100 + n))).map((entry, n) =>
  n === 7 ? { ...entry, action_recorded: 'approved' } : entry,
);

interface Sealed {
  readonly tagmanifest: string;
  /** Bytes of sources that were derived again for its report. */
  readonly derived: number;
}

class Opened {
  private readonly client;
  private readonly path: string;
  private readonly key: string;

  private constructor(
    client: ReturnType<typeof connectClient<typeof operations>>,
    path: string,
    key: string,
  ) {
    this.client = client;
    this.path = path;
    this.key = key;
  }

  static async at(path: string, key: string): Promise<Opened> {
    const session = createSession();
    const [here, there] = memoryPortPair();
    serveContract(operations, session.handlers, there);
    const client = connectClient(operations, here);
    onTestFinished(async () => {
      client.close();
      await session.dispose();
    });
    await client.call('case.open', { path, mode: 'full' });
    return new Opened(client, path, key);
  }

  verify() {
    return this.client.job('verify.run', { reuse: 'nothing' });
  }

  async seal(number: number): Promise<Sealed> {
    let derived = 0;
    const request = { scope: { query: 'product:*' }, number, key: this.key, passphrase };
    const { tagmanifest } = await this.client.job(
      'seal.run',
      { ...request, out: `${this.path}-${number}.zip`, integrityReason: 'known' },
      {
        signal: new AbortController().signal,
        onProgress: ({ phase, done }) => {
          if (phase.startsWith('verifying ')) derived = Math.max(derived, done);
        },
      },
    );
    return { tagmanifest, derived };
  }
}

/** Entries of a third source: some of the first, and those of another trail. */
const overlap = [...whole.slice(0, 5), makeEntry(77)];
const apart = chained(Array.from({ length: 6 }, (_, n) => makeEntry(200 + n)));

async function twins(third: readonly object[]) {
  const folder = temporaryFolder();
  const [path, copy] = [join(folder, 'c.casebound'), join(folder, 'd.casebound')];
  const files = [
    write(folder, 'a.ndjson', ndjson(whole)),
    write(folder, 'b.ndjson', ndjson(edited)),
    write(folder, 'c.ndjson', ndjson(third)),
  ];
  await importFiles(path, files);
  copyFileSync(path, copy);
  const key = generateKey({ out: join(folder, 'signer.key'), passphrase }).path;
  return { path, copy, key };
}

describe('sealing a case that was verified since it was opened', () => {
  it('derives nothing again, and makes the same pack', async () => {
    const { path, copy, key } = await twins(apart);
    const anew = await (await Opened.at(path, key)).seal(1);
    expect(anew.derived).toBeGreaterThan(0);
    const known = await Opened.at(copy, key);
    await known.verify();
    expect(await known.seal(1)).toEqual({ tagmanifest: anew.tagmanifest, derived: 0 });
  });

  it('makes the same pack where sources hold the same entries, which are derived again', async () => {
    const { path, copy, key } = await twins(overlap);
    const anew = await (await Opened.at(path, key)).seal(1);
    const known = await Opened.at(copy, key);
    await known.verify();
    expect((await known.seal(1)).tagmanifest).toBe(anew.tagmanifest);
  });

  it('goes on from what an earlier seal derived', async () => {
    const { path, key } = await twins(apart);
    const opened = await Opened.at(path, key);
    expect((await opened.seal(1)).derived).toBeGreaterThan(0);
    expect((await opened.seal(2)).derived).toBe(0);
  });

  it('derives again what was changed in the file meanwhile, and the pack says so', async () => {
    const { path, copy, key } = await twins(overlap);
    const change = (file: string) =>
      tamper(file, (db) => db.exec('UPDATE entry_row SET confidence = 0.5 WHERE id = 3'));
    change(path);
    const anew = await (await Opened.at(path, key)).seal(1);
    const known = await Opened.at(copy, key);
    await known.verify();
    change(copy);
    const sealed = await known.seal(1);
    expect(sealed.derived).toBeGreaterThan(0);
    expect(sealed.tagmanifest).toBe(anew.tagmanifest);
  });
});
