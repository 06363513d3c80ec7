import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../shared/errors.ts';
import { root } from '../run/process.ts';
import { anchors, headings, linkTargets, sectionOf, tableRows } from './page.ts';

const pages = globSync(['*.md', 'docs/**/*.md', 'samples/*.md'], { cwd: root }).sort();
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('links', () => {
  it.each(pages)('%s: lead somewhere', (path) => {
    const page = read(path);
    for (const target of linkTargets(page)) {
      if (/^https:\/\//.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const linked = file === '' ? path : join(dirname(path), file);
      expect(existsSync(join(root, linked)), target).toBe(true);
      if (anchor !== undefined && statSync(join(root, linked)).isFile())
        expect([...anchors(read(linked))], target).toContain(anchor);
    }
  });
});

describe('docs/cli.md', () => {
  const page = read('docs/cli.md');

  it('lists every error code, in the order of the program', () => {
    const listed = tableRows(sectionOf(page, 'Errors'), 'code').map(([code]) => code?.replaceAll('`', ''));
    expect(listed).toEqual(errorCodes);
  });

  it('has a section for each command, with each of its options', async () => {
    const commands = await allCommands();
    expect(commands.length).toBeGreaterThan(10);
    const sections = headings(page, 2);
    for (const command of commands) {
      expect(sections).toContain(command.name());
      const section = sectionOf(page, command.name());
      for (const { options } of [command, ...command.commands])
        for (const { long } of options) expect(section).toContain(long);
    }
  });
});

type AddCommand = (run: () => Promise<void>) => Command;

/** What every module of `cli/commands` adds to the program. */
async function allCommands(): Promise<Command[]> {
  const modules = globSync('cli/commands/*.ts', { cwd: root, exclude: ['**/*.test.ts'] });
  const loaded = await Promise.all(
    modules.map((path) => import(join(root, path)) as Promise<Record<string, unknown>>),
  );
  return loaded
    .flatMap((module) => Object.entries(module))
    .filter(([name]) => name.endsWith('Command'))
    .map(([, add]) => (add as AddCommand)(async () => {}));
}

it('README.md names every page of the documentation', () => {
  const linked = linkTargets(read('README.md'));
  const missing = pages.filter((path) => /^docs\/(?!decisions)/.test(path) && !linked.includes(path));
  expect(missing).toEqual([]);
});

it('docs/decisions says why of every dependency, and of nothing else', () => {
  const listed = tableRows(read('docs/decisions/0010-dependencies.md'), 'package').flatMap(([cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, object>;
  expect(listed.toSorted()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
});

it('docs/decisions lists all of its records', () => {
  const linked = linkTargets(read('docs/decisions/README.md')).filter((target) => /^\d/.test(target));
  const records = pages.filter((path) => /^docs\/decisions\/\d/.test(path));
  expect(linked.map((target) => `docs/decisions/${target}`)).toEqual(records);
});
