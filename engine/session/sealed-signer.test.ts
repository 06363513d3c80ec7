/** What a seal says of its signer is what opening the pack says: whom the person knows, nobody else decides. */
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../shared/contract/client.ts';
import { memoryPortPair } from '../../shared/contract/memory.ts';
import { operations } from '../../shared/contract/operations.ts';
import { serveContract } from '../../shared/contract/server.ts';
import { ndjson, temporaryFolder, trail, write } from '../verify/testing/chained-case.ts';
import { createSession } from './session.ts';
import { SignerList } from './signer-list.ts';

it('takes the key of a seal for known only where it is on the list of known signers', async () => {
  const folder = temporaryFolder();
  const session = createSession({ signers: new SignerList(join(folder, 'signers.json')) });
  const [here, there] = memoryPortPair();
  serveContract(operations, session.handlers, there);
  const client = connectClient(operations, here);
  onTestFinished(async () => {
    client.close();
    await session.dispose();
  });
  await client.call('case.create', { path: join(folder, 'c.casebound'), title: 'Matter' });
  await client.job('import.run', { paths: [write(folder, 'a.ndjson', ndjson(trail(3)))] });
  const passphrase = 'a test passphrase';
  const key = await client.call('key.generate', { out: join(folder, 'k'), passphrase });
  const named = async (out: string) => {
    const request = { scope: { query: 'log_' }, key: key.path, passphrase, out: join(folder, out) };
    const { verification, pack } = await client.job('seal.run', request);
    const { signers } = await client.job('verify.run', { path: pack });
    expect(verification.signers).toEqual(signers);
    return verification.signers?.find(({ seal }) => seal === 'ssh')?.known?.name ?? null;
  };
  expect(await named('first.zip')).toBeNull();
  await client.call('signer.add', { name: 'R. Okafor', fingerprint: key.fingerprint });
  expect(await named('second.zip')).toBe('R. Okafor');
});
