/**
 * Seals one case again and again in an engine that stays up, as in the application, where what the first seal derived of the case is not
 * derived again: `seal-again.ts CASE KEY PASSPHRASE-FILE TIMES`. Prints the seconds that each took, its own check included, as JSON.
 */

import { readFileSync, rmSync } from 'node:fs';
import { createSession } from '../engine/session/session.ts';
import { SignerList } from '../engine/session/signer-list.ts';
import { connectClient } from '../shared/contract/client.ts';
import { memoryPortPair } from '../shared/contract/memory.ts';
import { operations } from '../shared/contract/operations.ts';
import { serveContract } from '../shared/contract/server.ts';

const [, , path = '', key = '', passphraseFile = '', times = '1'] = process.argv;
const passphrase = readFileSync(passphraseFile, 'utf8').trimEnd();
const session = createSession({ signers: new SignerList() });
const [near, far] = memoryPortPair();
const served = serveContract(operations, session.handlers, far);
const client = connectClient(operations, near);
const seconds: number[] = [];
await client.call('case.open', { path, mode: 'full' });
for (let time = 0; time < Number(times); time++) {
  const out = `${path}-${time}.zip`;
  const started = performance.now();
  const { verification } = await client.job(
    'seal.run',
    { scope: { query: 'product:*' }, out, key, passphrase },
    { signal: new AbortController().signal, onProgress: () => {} },
  );
  seconds.push((performance.now() - started) / 1000);
  if (!verification.ok) throw new Error(`${out} does not verify`);
  rmSync(out);
}
client.close();
await served.finished;
await session.dispose();
console.log(JSON.stringify(seconds));
