import { copyFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, withCase } from '../../cli/engine.ts';
import { quantile } from '../measure.ts';
import { importTrail } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';

export const annotateScenario: Scenario = {
  about: 'code every entry of a case at once, undo it, and merge the annotations of a copy',
  entries: 1_000_000,
  rounds: 5,
  run: runAnnotate,
};

/** All times are of the processor, over all threads: what else runs on the machine does not change them. */
const author = 'bench';
const some = 'confidence:>=0.5';

async function runAnnotate({ trail, directory, rounds }: Setting): Promise<Figure[]> {
  const original = join(directory, 'original.casebound');
  const caseFile = join(directory, 'bench.casebound');
  const copy = join(directory, 'copy.casebound');
  const file = join(directory, 'annotations');
  await importTrail(original, trail);
  const times = new Map<string, number[]>();
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = process.cpuUsage();
    const answer = await work();
    const { user, system } = process.cpuUsage(began);
    times.set(name, [...(times.get(name) ?? []), (user + system) / 1000]);
    return answer;
  };
  const opened = (path: string, work: (command: Command) => Promise<void>) =>
    withCase(new AbortController().signal, path, 'review', work);
  const code = (value: string) => ({ code: { field: 'relevance', value } });
  let grown = 0;
  for (let round = 0; round < rounds; round++) {
    copyFileSync(original, caseFile);
    copyFileSync(original, copy);
    rmSync(file, { force: true });
    const before = statSync(caseFile).size;
    await opened(caseFile, async ({ client }) => {
      const add = (query: string, value: string) =>
        client.call('annotation.add', { on: { query }, mark: code(value), author });
      for (const query of ['', some]) await client.call('query.count', { query });
      await timed('all', () => add('', 'relevant'));
      await timed('some', () => add(some, 'hot'));
      await client.call('annotation.summary', {});
      await timed('undo', () => client.call('annotation.undo', { author }));
      await timed('told', () => client.call('annotation.summary', {}));
    });
    grown = statSync(caseFile).size - before;
    await opened(caseFile, async ({ client }) => {
      await timed('first', () => client.call('annotation.summary', {}));
      await timed('export', () => client.job('annotation.export', { out: file }));
    });
    await opened(copy, async ({ client }) => {
      await client.call('annotation.add', { on: { query: some }, mark: code('cold'), author });
      await timed('merge', () => client.job('annotation.import', { path: file }));
    });
  }
  const figure = (name: string, key: string, bound?: string): Figure => ({
    name,
    value: quantile(times.get(key) ?? []),
    unit: 'ms',
    ...(bound === undefined ? {} : { bound }),
  });
  return [
    figure('code every entry, one event: processor time', 'all', 'about 1 s'),
    figure(`code the result of ${some}`, 'some'),
    figure('undo that', 'undo'),
    figure('what then holds of every entry', 'told'),
    figure('the same in a case just opened', 'first'),
    { name: 'growth of the case file, three events', value: grown / 2 ** 20, unit: 'MiB' },
    figure('write all annotations for a copy', 'export'),
    figure('merge them, with conflicts on every entry of that result', 'merge'),
  ];
}
