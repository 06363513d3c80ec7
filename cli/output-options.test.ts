import { Command } from 'commander';
import { expect, test } from 'vitest';
import { refuseDash } from './output-options.ts';

async function given(...args: string[]): Promise<string> {
  return givenTo('write', ...args);
}

async function givenTo(name: string, ...args: string[]): Promise<string> {
  const command = new Command(name)
    .option('--out <file>')
    .option('--report <file>')
    .option('--query <query>')
    .hook('preAction', (_, called) => refuseDash(called))
    .action(() => {});
  return command.parseAsync(args, { from: 'user' }).then(
    () => 'written',
    ({ message, next }) => `${message}; ${next}`,
  );
}

test('an option that names a file to be written takes no dash for it', async () => {
  expect(await given('--out', '-')).toMatch(/^--out - names no file.*; leave it out to print instead/);
  expect(await givenTo('report', '--out', '-')).toMatch(/^--out - names no file.*; name the file/);
  expect(await given('--report=-')).toMatch(/^--report - names no file.*; name the file/);
  expect(await given('--out', './-', '--query', '-')).toBe('written');
});
