import { afterAll, beforeAll, expect, it } from 'vitest';
import { withEngine } from '../../cli/engine.ts';
import { furtherFiles, sampleExports } from '../../samples/exports.ts';
import { planted } from '../../samples/planted.ts';
import type { Client } from '../../shared/contract/client.ts';
import { Workspace } from './workspace.ts';

const workspace = new Workspace();
const caseFile = workspace.path('sample.casebound');
afterAll(() => workspace[Symbol.dispose]());

const never = new AbortController().signal;
const asking = <T>(ask: (client: Client) => Promise<T>) =>
  withEngine(never, async ({ client }) => {
    await client.call('case.open', { path: caseFile, mode: 'read-only' });
    return ask(client);
  });

beforeAll(async () => {
  const paths = Object.values(sampleExports()).map(({ name, text }) => workspace.write(name, text));
  for (const { path, bytes } of furtherFiles()) paths.push(workspace.write(path.replaceAll('/', '-'), bytes));
  await withEngine(never, ({ client }) => client.job('import.run', { into: caseFile, paths }));
});

it('tells that the image was scored again by another model, and that the results contradict each other', async () => {
  const { image, before, after, models } = planted.rescored;
  const history = await asking((client) => client.call('history.image', { image }));
  expect(history.changes).toContainEqual(
    expect.objectContaining({
      product: 'frame_detect',
      confidence: [before, after],
      modelVersion: models,
      verdict: ['authentic', 'ai_generated'],
    }),
  );
  expect(history.contradictions).toEqual([
    expect.objectContaining({ image, topic: 'origin', sameModel: false }),
  ]);
  expect(history.claims).toEqual([planted.claim]);
  expect(new Set(history.lanes.map(({ system }) => system))).toEqual(
    new Set(['itsreal', 'klyra', 'verbitas', 'deepintshield']),
  );
});

it('has the upgrade among the administrative events, the appeal among the actions, and the refusal as the decision', async () => {
  const history = await asking((client) => client.call('history.claim', { claim: planted.claim }));
  expect(history.administration?.entries.map(({ row }) => row.values.time)).toContain(
    planted.deepintshield.upgrade,
  );
  const appeal = history.entries.find(({ kind }) => kind === 'action');
  expect(appeal?.row.values.time).toBe(planted.klyra.appealed);
  expect(history.decision).toMatchObject({ action: 'blocked', actions: [appeal?.row.id] });
  const decided = history.entries.find(({ row }) => row.id === history.decision?.entry);
  expect(decided?.row.values).toMatchObject({ image_id: planted.rescored.image, verdict: 'ai_generated' });
  expect(history.images).toHaveLength(5);
});

it('sets the altered entry beside what another system said, and beside the entry as it was logged', async () => {
  const { image, status } = planted.verbitas.neighbour;
  const history = await asking((client) => client.call('history.image', { image }));
  const provenance = history.contradictions.find(({ topic }) => topic === 'provenance');
  const verdicts = (ids: readonly number[] = []) =>
    history.entries.filter(({ row }) => ids.includes(row.id)).map(({ row }) => row.values.verdict);
  expect(verdicts(provenance?.for)).toContain(status);
  expect(verdicts(provenance?.against)).toEqual(['broken']);
  const altered = history.entries.find(({ row }) => row.values.entry_id === planted.edited.entryId);
  const related = await asking((client) => client.call('entry.related', { id: altered?.row.id ?? 0 }));
  expect(related.groups.find(({ kind }) => kind === 'conflicts')).toMatchObject({ count: 1 });
  expect(related.groups.find(({ kind }) => kind === 'image')?.count).toBe(history.count - 1);
});

it('tells the paths of all systems, for queries to be completed', async () => {
  const fields = await asking((client) => client.call('query.fields', {}));
  expect(fields.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['result.signals.manifest', 'data.status', 'signals.domain', 'code.relevance']),
  );
  const found = await asking((client) =>
    client.call('query.count', { query: 'result.signals.manifest:present system:itsreal' }),
  );
  expect(found.matched).toBeGreaterThan(0);
});
