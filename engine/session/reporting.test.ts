import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../shared/contract/client.ts';
import { memoryPortPair } from '../../shared/contract/memory.ts';
import { operations } from '../../shared/contract/operations.ts';
import { serveContract } from '../../shared/contract/server.ts';
import type { AccessMode } from '../../shared/domain/case.ts';
import { openReadable } from '../case/open.ts';
import { caseOf } from '../report/testing/made.ts';
import { SmallCase, trailLine } from '../seal/testing/small-case.ts';
import { createSession } from './session.ts';

function start(oneAtATime = false) {
  const session = createSession({ oneAtATime });
  const [here, there] = memoryPortPair();
  serveContract(operations, session.handlers, there);
  const client = connectClient(operations, here);
  onTestFinished(async () => {
    client.close();
    await session.dispose();
  });
  return client;
}

const made = (others = 0) =>
  caseOf([
    ...Array.from({ length: others }, () => ({ verdict: 'real', case_id: 'C' })),
    { time: '2025-11-03T10:00:00.000Z', verdict: 'ai_generated', image_id: 'i', case_id: 'C', product: 'p' },
    { time: '2025-11-04T10:00:00.000Z', verdict: 'authentic', image_id: 'i', case_id: 'C', product: 'p' },
  ]);

async function opened(path: string, mode: AccessMode, oneAtATime = false) {
  const client = start(oneAtATime);
  await client.call('case.open', { path, mode });
  return client;
}

const wish = { question: 'claim', subject: 'C' } as const;

function exportsOf(path: string): unknown[] {
  const db = openReadable(path);
  try {
    const rows = db.prepare("SELECT details FROM custody WHERE action = 'export' ORDER BY seq").pluck().all();
    return rows.map((details) => JSON.parse(String(details)));
  } finally {
    db.close();
  }
}

describe('reports of an open case', () => {
  it('are the same on a screen, again on it, and by a command', async () => {
    const path = await made();
    const screen = await opened(path, 'full');
    const report = await screen.job('report.make', wish);
    expect(await screen.job('report.make', wish)).toEqual(report);
    const command = await opened(path, 'read-only', true);
    expect(await command.job('report.make', wish)).toEqual(report);
  });

  it.each(['full', 'review'] as const)(
    'are told of by custody where the case is open in %s',
    async (mode) => {
      const path = await made();
      const client = await opened(path, mode);
      const out = join(dirname(path), 'r.html');
      const file = await client.job('report.export', { ...wish, format: 'html', out });
      expect(exportsOf(path)).toEqual([
        { what: 'report', ...wish, query: '', format: 'html', bytes: file.bytes, sha256: file.sha256 },
      ]);
      expect(readFileSync(out).length).toBe(file.bytes);
      expect(await client.job('report.check', { path: out })).toMatchObject({ same: true, format: 'html' });
    },
  );

  it('leave a case that is open read-only as it is', async () => {
    const path = await made();
    const before = readFileSync(path);
    const client = await opened(path, 'read-only');
    const out = join(dirname(path), 'r.json');
    await client.job('report.export', { ...wish, format: 'json', out });
    expect(await client.job('report.check', { path: out })).toMatchObject({ same: true });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('can be written of a closed case, and are checked as before', async () => {
    const path = await made();
    const client = await opened(path, 'full');
    const out = join(dirname(path), 'r.json');
    await client.job('report.export', { ...wish, format: 'json', out });
    await client.call('case.setClosed', { closed: true });
    const check = await client.job('report.check', { path: out });
    expect(check).toMatchObject({ same: true, since: 1 });
    const again = join(dirname(path), 'again.json');
    await client.job('report.export', { ...wish, format: 'json', out: again });
    expect(await client.job('report.check', { path: again })).toMatchObject({ same: true, since: 0 });
  });

  it.each(['read-only', 'full'] as const)(
    'leave nothing where they fail or are cancelled (%s)',
    async (mode) => {
      // Enough that it is not done before it is cancelled.
      const path = await made(20_000);
      const client = await opened(path, mode);
      const before = readdirSync(dirname(path)).sort();
      const out = join(dirname(path), 'r.json');
      const request = { ...wish, format: 'json', out } as const;
      const none = client.job('report.export', { ...request, subject: 'nobody' });
      await expect(none).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      const stop = new AbortController();
      const cancelled = client.job('report.export', request, {
        signal: stop.signal,
        onProgress: ({ phase }) => {
          if (phase.includes('verifying')) stop.abort();
        },
      });
      await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
      // The thread takes what comes next.
      expect(await client.job('report.make', wish)).toMatchObject({ wish: { subject: 'C' } });
      expect(readdirSync(dirname(path)).sort()).toEqual(before);
      expect(existsSync(out)).toBe(false);
    },
  );
});

describe('a report of an opened pack', () => {
  it('is checked against the pack, and names where the case says more', async () => {
    const lines = Array.from({ length: 6 }, (_, n) =>
      trailLine({ id: `log_${n}`, claim: n % 2 === 0 ? 'CLM-1' : 'CLM-2', note: '', minute: n }),
    );
    const small = await SmallCase.make('Packed', [lines]);
    onTestFinished(() => small.remove());
    const { pack } = await small.seal({ caseId: 'CLM-1' });
    const client = start();
    await client.job('pack.open', { path: pack });
    const out = join(dirname(pack), 'of-pack.json');
    await client.job('report.export', { question: 'claim', subject: 'CLM-1', format: 'json', out });
    expect(await client.job('report.check', { path: out })).toMatchObject({ same: true });
    const { coverage } = await client.job('report.make', { question: 'claim', subject: 'CLM-1' });
    expect(coverage.unproven.map(({ subject }) => subject)).toContain('pack');
  });
});
