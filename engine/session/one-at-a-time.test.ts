import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../verify/testing/chained-case.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { ScreenState } from './screen-state.ts';

const writes = 40;

/** Another host, which keeps where so many screens were. */
async function host(file: string, name: string): Promise<void> {
  const program = `
    const { ScreenState } = await import(${JSON.stringify(join(import.meta.dirname, 'screen-state.ts'))});
    for (let n = 0; n < ${writes}; n++) new ScreenState(${JSON.stringify(file)}).write('${name}' + n, 'x', n);`;
  const [code] = await once(
    spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' }),
    'exit',
  );
  expect(code).toBe(0);
}

it('two hosts that write one file lose nothing of each other', async () => {
  const file = join(temporaryFolder(), 'screens.json');
  await Promise.all([host(file, 'a'), host(file, 'b')]);
  expect(Object.keys(new ScreenState(file).read())).toHaveLength(2 * writes);
  expect(readdirSync(dirname(file))).toEqual(['screens.json']);
});

it('a host that died while it wrote holds up nobody', () => {
  const file = join(temporaryFolder(), 'screens.json');
  for (const time of [Date.now() - 60_000, Date.now() + 60_000]) {
    writeFileSync(`${file}.lock`, '');
    utimesSync(`${file}.lock`, new Date(time), new Date(time));
    expect(oneAtATime(file, () => 'done')).toBe('done');
  }
  expect(readdirSync(dirname(file))).toEqual([]);
});

it('what fails leaves no lock, and where none can be made it is done all the same', () => {
  const file = join(temporaryFolder(), 'screens.json');
  expect(() =>
    oneAtATime(file, () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(readdirSync(dirname(file))).toEqual([]);
  writeFileSync(file, '');
  expect(oneAtATime(join(file, 'below', 'a file'), () => 'done')).toBe('done');
});
