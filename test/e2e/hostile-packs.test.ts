import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAnnotation } from '../../engine/annotation/annotate.ts';
import { filesOf } from '../../engine/seal/testing/forge.ts';
import { SmallCase, trailLine } from '../../engine/seal/testing/small-case.ts';
import { applicationSays } from '../forgeries/checkers/application.ts';
import { CheckerPage } from '../forgeries/checkers/page.ts';
import { CheckerProgram } from '../forgeries/checkers/program.ts';
import { type HostilePack, hostilePacks } from '../forgeries/hostile-packs.ts';
import { root } from '../run/process.ts';

/** At their whole size by `npm run hostile`, which also prints what each took in processes of their own. */
const full = process.env['CASEBOUND_HOSTILE'] === 'full';
const scale = full ? 1 : 0.025;
/** What a checker may hold of a pack, whatever is in it, in MiB. */
const mostHeld = 1500;

let folder: string;
let small: SmallCase;
let page: CheckerPage;
let program: CheckerProgram;
let packs: Map<string, HostilePack>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-hostile-'));
  small = await SmallCase.make('Hostile', [[trailLine({ id: 'a', claim: 'CLM-1' })]]);
  addAnnotation(small.db, { on: { entryId: 'a' }, mark: { tag: 'hot' }, author: 'R' });
  const { name, files } = await filesOf(readFileSync((await small.seal({ caseId: 'CLM-1' })).pack));
  packs = new Map(hostilePacks(name, files).map((pack) => [pack.name, pack]));
  page = await CheckerPage.open();
  program = new CheckerProgram();
});
afterAll(async () => {
  await page.close();
  program.close();
  small.remove();
  rmSync(folder, { recursive: true });
});

describe('a pack with', () => {
  const names = hostilePacks('', new Map()).map(({ name }) => name);

  it.each(names)(
    '%s is found out by every checker, each of which goes on',
    { timeout: 600_000 },
    async (name) => {
      const path = join(folder, 'hostile.zip');
      writeFileSync(path, packs.get(name)?.make(scale) ?? '');
      const answers = [await applicationSays(path), await page.says(path), await program.says(path)];
      for (const answer of answers) expect(answer).not.toEqual([]);
      expect(answers[1]).toEqual(answers[0]);
      if (full) measure(name, path);
    },
  );
});

function measure(name: string, path: string): void {
  const run = `import resource, subprocess, sys, time
began = time.time()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, round(used.ru_utime + used.ru_stime, 1), used.ru_maxrss // 1024)`;
  const commands = {
    verify: [process.execPath, join(root, 'cli/main.mjs'), 'verify', path],
    'verify.py': ['python3', join(root, 'engine/seal/checkers/verify.py'), path],
  };
  const size = (statSync(path).size / (1 << 20)).toFixed(1);
  for (const [checker, command] of Object.entries(commands)) {
    const [code, seconds, held] = execFileSync('python3', ['-c', run, ...command])
      .toString()
      .trim()
      .split(' ');
    console.log(
      `${name} (${size} MiB): ${checker} ended with ${code} after ${seconds} s of a processor, ${held} MiB`,
    );
    expect(Number(held)).toBeLessThan(mostHeld);
    expect(['1', '2']).toContain(code);
  }
}
