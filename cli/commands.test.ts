import { expect, test } from 'vitest';
import { asked, commands, understood } from './commands.ts';

const notRun = async () => {};

test('each command is found by the name that it has itself', async () => {
  const names = Object.entries(commands).map(async ([name, load]) => [name, (await load())(notRun).name()]);
  for (const [name, own] of await Promise.all(names)) expect(own).toBe(name);
});

test('a command line loads its own command alone, and all where none is meant', () => {
  expect(asked('info')).toEqual([commands['info']]);
  expect(asked('--version')).toEqual([]);
  for (const first of [undefined, '--help', 'help', 'inform', 'constructor'])
    expect(asked(first)).toEqual(Object.values(commands));
});

test('no help is given for a command that there is none of', () => {
  for (const args of [['publish', '--help'], ['help', 'publish'], ['publish']])
    expect(understood(args)).toEqual(['publish']);
  for (const args of [[], ['help'], ['--help'], ['help', 'seal'], ['seal', '--help'], ['-V']])
    expect(understood(args)).toEqual(args);
});
