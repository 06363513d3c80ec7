import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answers, faultsOf } from '../forgeries/agreement.ts';
import { applicationSays, commandSays } from '../forgeries/checkers/application.ts';
import { CheckerPage } from '../forgeries/checkers/page.ts';
import { CheckerProgram, programSays } from '../forgeries/checkers/program.ts';
import { forge, kindCount } from '../forgeries/forgery.ts';
import { type Material, Materials } from '../forgeries/material.ts';

/** One of every fourth kind; all of a range of numbers, FROM-TO, by CASEBOUND_FORGERIES, as `npm run forgeries` gives it. */
const range = process.env['CASEBOUND_FORGERIES'];
const [from = 0, to = kindCount] = range?.split('-').map(Number) ?? [];
const step = range === undefined ? 4 : 1;
/** A test each, so that whoever waits for many sees how far they are. */
const perTest = 100;
/** Of so many, one is given to the command and to the program in processes of their own too. */
const perProcess = 50;
/** Where a forgery is kept that is not judged as it should be. */
const kept = join(import.meta.dirname, '../../.cache/forgeries');

let materials: Materials;
let page: CheckerPage;
let program: CheckerProgram;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-forged-'));
  [materials, page] = await Promise.all([Materials.make(), CheckerPage.open()]);
  program = new CheckerProgram();
}, 240_000);
afterAll(async () => {
  await page.close();
  program.close();
  materials.remove();
  rmSync(folder, { recursive: true });
});

async function answersTo(path: string): Promise<Answers> {
  const [application, ofPage, ofProgram] = await Promise.all([
    applicationSays(path),
    page.says(path),
    program.says(path),
  ]);
  return { application, page: ofPage, program: ofProgram };
}

it('packs of every shape, as they were sealed, are sound to every checker', async () => {
  for (const { path, shape } of materials.all) {
    expect(await answersTo(path), shape).toEqual({ application: [], page: [], program: [] });
    expect([await commandSays(path), await programSays(path)], shape).toEqual([[], []]);
  }
});

describe('forged packs are found out, and judged alike by the application, the page and the program', () => {
  const starts = Array.from({ length: Math.ceil((to - from) / perTest) }, (_, i) => from + i * perTest);

  it.each(starts)('from the one of number %i on', { timeout: perTest * 20_000 }, async (start) => {
    const wrong: object[] = [];
    for (let n = start; n < Math.min(to, start + perTest); n += step) {
      const fault = await judge(n);
      if (fault !== null) wrong.push(fault);
    }
    expect(wrong).toEqual([]);
  });
});

/** What is wrong with how the forgery is judged; null where nothing is. */
async function judge(n: number): Promise<object | null> {
  const forgery = await forge(materials.all as [Material, ...Material[]], n);
  const { what, pack, duty } = forgery;
  const path = join(folder, `${n}.zip`);
  writeFileSync(path, pack);
  const answers = await answersTo(path);
  const faults = faultsOf(answers, forgery);
  if (n % perProcess === 0) {
    const alone = { application: await commandSays(path), program: await programSays(path) };
    if (JSON.stringify(alone.application) !== JSON.stringify(answers.application))
      faults.push('the command says otherwise');
    if (JSON.stringify(alone.program) !== JSON.stringify(answers.program))
      faults.push('another process says otherwise');
  }
  rmSync(path);
  if (faults.length === 0) return null;
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, `${n}.zip`), pack);
  return { n, what, duty, faults, ...answers };
}
