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
/** Of so many, one is given to the command and to the program in processes of their own too, and to the page as it is opened. */
const perProcess = 50;
/** Where a forgery is kept that is not judged as it should be. */
const kept = join(import.meta.dirname, '../../.cache/forgeries');

let materials: Materials;
let page: CheckerPage;
/** Which starts a thread for each pack, as it does for a person. */
let freshPage: CheckerPage;
let program: CheckerProgram;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-forged-'));
  [materials, page, freshPage] = await Promise.all([
    Materials.make(),
    CheckerPage.open({ keepsThread: true }),
    CheckerPage.open(),
  ]);
  program = new CheckerProgram();
}, 240_000);
afterAll(async () => {
  await Promise.all([page.close(), freshPage.close()]);
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

async function answersInProcesses(path: string): Promise<Answers> {
  const application = await commandSays(path);
  return { application, page: await freshPage.says(path), program: await programSays(path) };
}

it('packs of every shape, as they were sealed, are sound to every checker', async () => {
  for (const { path, shape } of materials.all) {
    expect(await answersTo(path), shape).toEqual({ application: [], page: [], program: [] });
    const alone = await Promise.all([commandSays(path), freshPage.says(path), programSays(path)]);
    expect(alone, shape).toEqual([[], [], []]);
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
    const alone = await answersInProcesses(path);
    const isNone = alone.application === 'unreadable' && answers.application.includes('storage container');
    if (
      JSON.stringify(isNone ? { ...alone, application: answers.application } : alone) !==
      JSON.stringify(answers)
    )
      faults.push(`in processes of their own: ${JSON.stringify(alone)}`);
  }
  rmSync(path);
  if (faults.length === 0) return null;
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, `${n}.zip`), pack);
  return { n, what, duty, faults, ...answers };
}
