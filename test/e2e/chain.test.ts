import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { casebound, importInto } from './casebound.ts';
import { Workspace } from './workspace.ts';

const key = 'ab'.repeat(32);

/** As a logger with a key makes them: the hash before, a line feed, and the entry as it stands. */
function keyedTrail(): string {
  let previous = '';
  const lines = Array.from({ length: 20 }, (_, n) => {
    const event = {
      event_id: `evt_${n}`,
      timestamp: `2026-01-05T09:${n + 10}:00Z`,
      event_type: 'login',
      severity: 'low',
    };
    const mac = createHmac('sha256', Buffer.from(key, 'hex')).update(`${previous}\n${JSON.stringify(event)}`);
    previous = `sha256:${mac.digest('hex')}`;
    return JSON.stringify({ ...event, verification: { hash: previous, verified: true } });
  });
  return `${lines.join('\n')}\n`;
}

describe('casebound verify of a chain with a key', () => {
  const workspace = new Workspace();
  afterAll(() => workspace[Symbol.dispose]());
  const file = (name: string, text: string): string => {
    const path = workspace.path(name);
    writeFileSync(path, text);
    return path;
  };
  const trail = file('trail.ndjson', keyedTrail());
  const content = (report: VerifyReport) => report.axes.find(({ axis }) => axis === 'content');
  const verify = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await casebound(['verify', ...args, '--json']);
    return { code, stderr, report: JSON.parse(stdout.toString() || 'null') as VerifyReport };
  };

  it('passes with it, in a case and bare, and says how it was taken', async () => {
    const keyFile = file('key', `${key}\n`);
    const caseFile = workspace.path('keyed.casebound');
    await importInto(caseFile, trail);
    for (const path of [trail, caseFile]) {
      const { code, report } = await verify(path, '--hmac-key-file', keyFile);
      expect(code).toBe(0);
      expect(content(report)).toMatchObject({ status: 'pass' });
      expect(report.chain?.notes).toContain('the key was taken as hex: 32 bytes');
      expect(JSON.stringify(report)).not.toContain(key);
    }
  });

  it('is unverifiable without it, or with another, and nothing fails', async () => {
    const { code, report } = await verify(trail);
    expect(code).toBe(0);
    expect(content(report)).toMatchObject({
      status: 'unverifiable',
      reason: expect.stringMatching(/^no key/),
    });
    expect(report.chain?.notes?.join()).toMatch(/their maker claims it/);
    const other = await verify(trail, '--hmac-key-file', file('short', 'short'));
    expect(other.code).toBe(0);
    expect(content(other.report)).toMatchObject({ status: 'unverifiable' });
    expect(other.report.chain?.notes?.join()).toMatch(/at least 32 bytes/);
  });

  it('records what came of it, and never the key', async () => {
    const caseFile = workspace.path('recorded.casebound');
    await importInto(caseFile, trail);
    const { code } = await verify(caseFile, '--record', '--hmac-key-file', file('key', key));
    expect(code).toBe(0);
    const bytes = readFileSync(caseFile);
    for (const encoding of ['hex', 'base64', 'latin1'] as const)
      expect(bytes.includes(Buffer.from(key, 'hex').toString(encoding), 0, 'latin1')).toBe(false);
  });

  it('takes a profile from a file, and says what is wrong with one', async () => {
    const profile = {
      name: 'the login service',
      hash: 'verification.hash',
      previous: null,
      algorithm: 'hmac-sha256',
      output: { prefix: 'sha256:' },
      preimage: {
        join: ['previous', 'entry'],
        separator: '\n',
        entry: { serialize: 'insertion', omit: ['verification'] },
      },
    };
    const given = ['--profile', file('profile.json', JSON.stringify(profile))];
    const { report } = await verify(trail, ...given, '--hmac-key-file', file('key', key));
    expect(report.chain).toMatchObject({ profile: 'the login service', detected: false, recompute: 20 });
    expect(content(report)).toMatchObject({ status: 'pass' });
    expect(content((await verify(trail, ...given)).report)).toMatchObject({
      status: 'unverifiable',
      reason: expect.stringMatching(/^no key/),
    });
    const wrong = file('wrong.json', JSON.stringify({ ...profile, algorithm: 'md5' }));
    const refused = await casebound(['verify', trail, '--profile', wrong]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toMatch(/INVALID_INPUT: .*wrong\.json is not a chain profile: algorithm:/);
    expect(await casebound(['verify', trail, '--profile', 'nobody'])).toMatchObject({ code: 2 });
    expect(await casebound(['verify', trail, '--hmac-key-file', file('none', '')])).toMatchObject({
      code: 2,
    });
  });
});
