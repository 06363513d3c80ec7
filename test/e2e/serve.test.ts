import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importInto, startCasebound, verify } from './casebound.ts';
import { printedAddress } from './hosts.ts';
import { caseContents, Workspace } from './workspace.ts';

describe('casebound serve', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const caseFile = workspace.path('trail.casebound');
  beforeAll(() => importInto(caseFile, workspace.trail('trail.ndjson', 300)));

  it('prints an address on loopback with a secret in its fragment, where the page is', async () => {
    await using served = await serve();
    expect(served.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{32}$/);
    const answer = await fetch(served.address);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toContain('<title>Casebound</title>');
    expect((await fetch(new URL('/../package.json', served.address))).status).toBe(404);
  });

  it('takes port 0 for any that is free, and listens on loopback alone', async () => {
    await using served = await serve('--port', '0');
    const { port } = new URL(served.address);
    const elsewhere = createConnection({ host: '127.0.0.2', port: Number(port) });
    const [error] = await once(elsewhere, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('leaves the case to others meanwhile, and as it was', async () => {
    const before = caseContents(caseFile);
    await using served = await serve();
    expect((await verify(caseFile)).ok).toBe(true);
    expect(await served.end('SIGINT')).toBe(0);
    expect(caseContents(caseFile)).toBe(before);
  });

  it('says in one line why it cannot', async () => {
    const served = startCasebound(['serve', workspace.path('nowhere.casebound'), '--no-open']);
    await expect(printedAddress(served)).rejects.toThrow(/ended with 2 .*casebound: CASE_NOT_FOUND: /s);
  });

  async function serve(...options: string[]) {
    const child = startCasebound(['serve', caseFile, '--no-open', ...options]);
    const exit = once(child, 'exit');
    const address = await printedAddress(child);
    const end = async (signal: NodeJS.Signals) => {
      child.kill(signal);
      return (await exit)[0] as number | null;
    };
    return { address, end, [Symbol.asyncDispose]: async () => void (await end('SIGTERM')) };
  }
});
