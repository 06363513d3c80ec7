import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printCertificates } from '../../shared/certificates/pem.ts';
import { type ChainedEvent, eventHash } from '../../shared/custody/events.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import { paths } from '../../shared/pack/layout.ts';
import { checkTimestamp, keptTimestamp } from '../../shared/timestamp/check.ts';
import { custodyEvents } from '../custody/log.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import { openSigners } from '../keys/signers.ts';
import { caseInfo } from '../overview/case-info.ts';
import { unwatched } from '../task.ts';
import { packFaults } from '../verify/packs-check.ts';
import { checkPackFile } from './check-file.ts';
import { PackFile } from './pack-file.ts';
import { filesOf, fixManifests, reseal, zipOf } from './testing/forge.ts';
import { failingByProgram } from './testing/program.ts';
import { passphrase, SmallCase, trailLine } from './testing/small-case.ts';
import { TimestampAuthority } from './testing/timestamp-authority.ts';
import { unpack } from './testing/unpack.ts';
import { timestampPack } from './timestamp-pack.ts';

let folder: string;
let small: SmallCase;
let authority: TimestampAuthority;
/** A pack without a timestamp, and its bag. */
let sealed: Buffer;
let bag: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-timestamp-'));
  authority = new TimestampAuthority(mkdtempSync(join(folder, 'authority-')));
  small = await SmallCase.make('Time', [[trailLine({ id: 'log_1', claim: 'CLM-1' })]]);
  const { pack } = await small.seal({ caseId: 'CLM-1' });
  sealed = readFileSync(pack);
  bag = unpack(pack);
}, 120_000);
afterAll(() => {
  small.remove();
  rmSync(folder, { recursive: true, force: true });
});

function copy(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function request(): Buffer {
  return readFileSync(join(bag, paths.timestampRequest));
}

const time = async (path: string, now = new Date()) => {
  const { ok, axes } = await checkPackFile(path, { now });
  return { ok, ...axes.find(({ axis }) => axis === 'time') };
};

test('a pack without a timestamp cannot tell its time, and carries what to ask', async () => {
  expect(await time(copy('plain.zip', sealed))).toMatchObject({ ok: true, status: 'unverifiable' });
  const asked = copy('asked.tsq', request());
  const text = execFileSync('openssl', ['ts', '-query', '-in', asked, '-text'], { stdio: 'pipe' }).toString();
  expect(text).toMatch(
    /Hash Algorithm: sha256[\s\S]*Nonce: 0x[0-9A-F]{1,16}\n[\s\S]*Certificate required: yes/,
  );
});

/** A program where the clock says 2046; what another faketime left behind under the same process number makes it give up: then with the next. */
function in2046(cwd: string, program: string, ...parameters: string[]): Buffer {
  for (let tries = 1; ; tries++) {
    try {
      return execFileSync('faketime', ['2046-06-01 00:00:00', program, ...parameters], {
        cwd,
        stdio: 'pipe',
      });
    } catch (error) {
      const said = String((error as { stderr?: unknown }).stderr);
      if (tries === 20 || !/(?:shm|sem)_(?:open|create)/.test(said)) throw error;
    }
  }
}

describe('an answer', () => {
  test('stands in the pack afterwards, and everything holds, also with openssl', async () => {
    const pack = copy('stamped.zip', sealed);
    const response = copy('answer.tsr', authority.answer(request()));
    const result = await timestampPack({ path: pack, response }, unwatched);
    expect(result).toMatchObject({ authority: 'O=Time, CN=authority', root: 'O=Time, CN=root' });
    expect(execFileSync('sha256sum', [pack]).toString().slice(0, 64)).toBe(result.sha256);
    expect(await time(pack)).toMatchObject({ ok: true, status: 'pass' });
    const stamped = unpack(pack);
    const run = (command: string) =>
      execFileSync('bash', ['-c', `${command} 2>&1`], { cwd: stamped }).toString();
    expect(run(result.command)).toContain('Verification: OK');
    // The same as the guide has it.
    const [text = '', verify = ''] =
      readFileSync(join(stamped, paths.guide), 'utf8').match(/(?<=^ {4})openssl ts .+$/gm) ?? [];
    expect(Date.parse(/Time stamp: (.+)/.exec(run(text))?.[1] ?? '')).toBe(Date.parse(result.time));
    const seconds = String(Date.parse(result.time) / 1000);
    expect(run(verify.replace('SECONDS', seconds))).toContain('Verification: OK');
    expect(verify.replace('SECONDS', seconds)).toBe(result.command);
    // Twice is as once.
    await timestampPack({ path: pack, response }, unwatched);
    expect(execFileSync('sha256sum', [pack]).toString().slice(0, 64)).toBe(result.sha256);
  });

  test('goes into the pack that a link leads to, and the link stays one', async () => {
    mkdirSync(join(folder, 'elsewhere'));
    const pack = copy('elsewhere/stamped.zip', sealed);
    const link = join(folder, 'link.zip');
    symlinkSync(pack, link);
    const response = copy('linked.tsr', authority.answer(request()));
    expect(await timestampPack({ path: link, response }, unwatched)).toMatchObject({ pack: link });
    expect(readlinkSync(link)).toBe(pack);
    expect(await time(pack)).toMatchObject({ ok: true, status: 'pass' });
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['stamped.zip']);
  });

  test('leaves what is sealed as the case has it recorded, though the file is another', async () => {
    const { pack, sha256, tagmanifest } = await small.seal({ caseId: 'CLM-1' });
    const asked = readFileSync(join(unpack(pack), paths.timestampRequest));
    const stamped = await timestampPack(
      { path: pack, response: copy('recorded.tsr', authority.answer(asked)) },
      unwatched,
    );
    expect(stamped.sha256).not.toBe(sha256);
    const file = await PackFile.open(pack);
    const manifest = await file.whole(paths.tagmanifest);
    file.close();
    expect(Buffer.from(nodeDigest.sha256(manifest)).toString('hex')).toBe(tagmanifest);
    expect(caseInfo(small.db, small.db.name, 'full').packs.at(-1)).toMatchObject({ sha256, tagmanifest });
    expect(packFaults(small.db, [...custodyEvents(small.db)])).toEqual([]);
  });

  test('holds at its own time, when every certificate has long expired', async () => {
    const pack = copy('old.zip', sealed);
    const response = copy('old.tsr', authority.answer(request()));
    await timestampPack({ path: pack, response }, unwatched);
    const later = new Date('2046-06-01');
    expect(await time(pack, later)).toMatchObject({ ok: true, status: 'pass' });
    const { axes } = await checkPackFile(pack, { now: later });
    expect(axes.find(({ subject }) => subject === 'certificate')?.status).toBe('pass');
    const without = await checkPackFile(copy('untimed.zip', sealed), { now: later });
    expect(without.axes.find(({ subject }) => subject === 'certificate')?.status).toBe('unverifiable');
  });

  test('holds where the clock of the machine says 2046, in each program that checks it', async () => {
    const pack = copy('at-2046.zip', sealed);
    const { command } = await timestampPack(
      { path: pack, response: copy('at-2046.tsr', authority.answer(request())) },
      unwatched,
    );
    const stamped = unpack(pack);
    const then = (program: string, ...parameters: string[]) => in2046(stamped, program, ...parameters);
    expect(then('date', '-u', '+%Y').toString()).toBe('2046\n');
    const main = join(import.meta.dirname, '../../cli/main.mjs');
    const { axes } = JSON.parse(then(process.execPath, main, 'verify', pack, '--json').toString());
    expect(axes).toContainEqual(expect.objectContaining({ axis: 'time', status: 'pass' }));
    expect(axes.filter(({ status }: { status: string }) => status === 'fail')).toEqual([]);
    expect(then('python3', join(import.meta.dirname, 'checkers/verify.py'), pack).toString()).toContain(
      'Nothing fails',
    );
    expect(then('bash', '-c', `${command} 2>&1`).toString()).toContain('Verification: OK');
    // Without the time that the timestamp proves, the authority's certificate has expired.
    expect(() => then('bash', '-c', command.replace(/-attime \d+/, ''))).toThrow();
  });

  test('tells the program that packs carry no other time by what the authority did not sign', async () => {
    const pack = copy('status.zip', sealed);
    const response = copy('status.tsr', authority.answer(request()));
    const { time: proven } = await timestampPack({ path: pack, response }, unwatched);
    const stamped = unpack(pack);
    const answer = readFileSync(join(stamped, paths.timestamp));
    // The answer is longer than 255 bytes, and begins with a status of two.
    const token = answer.subarray(4 + 5);
    const words = Buffer.from('granted\nTime stamp: Jan  1 00:00:00 2025 GMT');
    const text = Buffer.concat([Buffer.of(0x30, words.length + 2, 0x0c, words.length), words]);
    const status = Buffer.concat([Buffer.of(0x30, text.length + 3, 2, 1, 0), text]);
    const head = Buffer.of(0x30, 0x82, 0, 0);
    head.writeUInt16BE(status.length + token.length, 2);
    writeFileSync(join(stamped, paths.timestamp), Buffer.concat([head, status, token]));
    const run = (program: string, ...parameters: string[]) =>
      execFileSync(program, parameters, { cwd: stamped, stdio: 'pipe' }).toString();
    expect(run('openssl', 'ts', '-reply', '-in', paths.timestamp, '-text')).toContain('Jan  1 00:00:00 2025');
    const said = run('python3', join(import.meta.dirname, 'checkers/verify.py'), stamped);
    expect(said).not.toContain('2025');
    expect(said).toContain(`-attime ${Date.parse(proven) / 1000};`);
  });

  test('whose authority did not send its root is kept with the root that is given', async () => {
    const pack = copy('rootless.zip', sealed);
    const lone = mkdtempSync(join(folder, 'lone-'));
    const other = new TimestampAuthority(lone);
    const config = readFileSync(join(lone, 'tsa.cnf'), 'utf8').replace('certs = root.pem\n', '');
    writeFileSync(join(lone, 'tsa.cnf'), config);
    const response = copy('rootless.tsr', other.answer(request()));
    await expect(timestampPack({ path: pack, response }, unwatched)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/CN=root.* is not there/),
      next: expect.stringContaining('--chain'),
    });
    await timestampPack({ path: pack, response, chain: other.root }, unwatched);
    expect(await time(pack)).toMatchObject({ ok: true, status: 'pass' });
  });

  test('has no byte that could be another, nor has its chain', { timeout: 120_000 }, async () => {
    const pack = copy('flips.zip', sealed);
    const response = copy('flips.tsr', authority.answer(request()));
    await timestampPack({ path: pack, response }, unwatched);
    const stamped = unpack(pack);
    const file = (path: string) => new Uint8Array(readFileSync(join(stamped, path)));
    const check = (answer: Uint8Array<ArrayBuffer>, pem: Uint8Array) =>
      checkTimestamp(
        nodeDigest,
        file(paths.tagmanifest),
        file(paths.signature),
        answer,
        Buffer.from(pem).toString('latin1'),
      );
    const answer = file(paths.timestamp);
    const pem = file(paths.timestampCertificates);
    expect((await check(answer, pem)).fault).toBeNull();
    const missed: string[] = [];
    for (const [name, bytes] of [
      ['answer', answer],
      ['chain', pem],
    ] as const) {
      // Every byte of base64 is alike.
      for (let at = 0; at < bytes.length; at += name === 'answer' ? 3 : 17) {
        const altered = Uint8Array.from(bytes);
        altered[at] = (altered[at] as number) ^ (1 << (at % 8));
        const outcome = name === 'answer' ? await check(altered, pem) : await check(answer, altered);
        if (outcome.fault === null) missed.push(`${name} ${at}`);
      }
    }
    expect(missed).toEqual([]);
  });
});

describe('a timestamp before the last event in custody', () => {
  /** The last event of the log is so many hours after the timestamp, as whoever holds the key could write it. */
  async function stampedBefore(hours: number): Promise<string> {
    const { name, files } = await filesOf(sealed);
    const events = (files.get(paths.custody)?.toString() ?? '').trimEnd().split('\n');
    const { hash: _, ...last } = JSON.parse(events.pop() ?? '') as ChainedEvent;
    const body = { ...last, time: new Date(Date.now() + hours * 3_600_000).toISOString() };
    const lines = [...events, canonicalize({ ...body, hash: eventHash(nodeDigest, body) })];
    files.set(paths.custody, Buffer.from(lines.map((line) => `${line}\n`).join('')));
    const info = files.get(paths.bagInfo)?.toString() ?? '';
    const date = `Bagging-Date: ${body.time.slice(0, 10)}`;
    files.set(paths.bagInfo, Buffer.from(info.replace(/^Bagging-Date: .*$/m, date)));
    fixManifests(files);
    await reseal(files, await openSigners({ key: small.key, passphrase }, new Date()));
    const answer = authority.answer(files.get(paths.timestampRequest) ?? Buffer.alloc(0));
    const kept = await keptTimestamp(Uint8Array.from(answer), []);
    if (typeof kept === 'string') throw new Error(kept);
    files.set(paths.timestamp, Buffer.from(kept.response));
    files.set(paths.timestampCertificates, Buffer.from(printCertificates(kept.certificates)));
    return copy(`${hours}-hours.zip`, zipOf(name, files));
  }

  test('is contradicted by it, to every checker, once no clock explains it', async () => {
    const pack = await stampedBefore(30);
    const { findings } = await checkPackFile(pack);
    expect(findings.map(({ code }) => code)).toEqual(['TIMESTAMP_CONTRADICTED']);
    expect(failingByProgram(pack)).toEqual(['time']);
  });

  test('holds where the clock may have been ahead', async () => {
    const pack = await stampedBefore(20);
    expect(await time(pack)).toMatchObject({ ok: true, status: 'pass' });
    expect(failingByProgram(pack)).toEqual([]);
  });
});

describe('is refused and changes nothing:', () => {
  async function refused(answer: Uint8Array, words: RegExp): Promise<void> {
    const pack = copy('refused.zip', sealed);
    const response = copy('refused.tsr', answer);
    const before = readdirSync(folder).length;
    await expect(timestampPack({ path: pack, response }, unwatched)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      safe: 'the pack is as it was',
      message: expect.stringMatching(words),
    });
    expect(readFileSync(pack).equals(sealed)).toBe(true);
    expect(readdirSync(folder).length).toBe(before);
  }

  test('an answer about something else', async () => {
    const other = copy('other.txt', Buffer.from('another pack'));
    await refused(authority.answer(authority.query('-data', other)), /something else/);
  });

  test('an answer to another request', async () => {
    const own = join(bag, paths.tagmanifest);
    await refused(authority.answer(authority.query('-data', own)), /nonce/);
    await refused(authority.answer(authority.query('-data', own, '-no_nonce')), /nonce/);
  });

  test('what is no answer, or says no', async () => {
    await refused(Buffer.from('no'), /no answer/);
    await refused(request(), /no answer/);
    await refused(
      authority.answer(authority.query('-data', copy('x', Buffer.of(1)), '-sha1')),
      /did not grant/,
    );
  });

  test('an answer that was changed', async () => {
    const answer = authority.answer(request());
    const info = answer.indexOf('Z', answer.indexOf('20', 100));
    const altered = Buffer.from(answer);
    altered.writeUInt8((altered[info - 1] as number) ^ 1, info - 1);
    await refused(altered, /signed over something else|does not hold/);
    const last = Buffer.from(answer);
    last.writeUInt8((last.at(-1) ?? 0) ^ 1, last.length - 1);
    await refused(last, /does not hold/);
  });

  test('a pack that does not hold', async () => {
    const altered = Buffer.from(sealed);
    const at = altered.indexOf('"log_1"');
    altered.write('X', at + 1);
    const pack = copy('broken.zip', altered);
    const response = copy('broken.tsr', authority.answer(request()));
    await expect(timestampPack({ path: pack, response }, unwatched)).rejects.toThrow(
      /the pack does not hold/,
    );
    expect(readFileSync(pack).equals(altered)).toBe(true);
  });
});
