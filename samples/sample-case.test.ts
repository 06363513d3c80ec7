import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withEngine } from '../cli/engine.ts';
import type { Client } from '../shared/contract/client.ts';
import { keptSample, makeSample, type Sample } from './sample-case.ts';

const withClient = <T>(work: (client: Client) => Promise<T>) =>
  withEngine(new AbortController().signal, ({ client }) => work(client));

describe('the sample matter, made as a person would make it', { timeout: 120_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'casebound-sample-'));
  let sample: Sample;
  const make = () => withClient((client) => makeSample(client, false, directory));
  // What is left of an earlier one, as somebody may have worked with it.
  beforeAll(async () => {
    mkdirSync(join(directory, 'further'));
    writeFileSync(join(directory, 'ashdown.casebound'), 'no case any more');
    sample = await make();
  }, 120_000);
  afterAll(() => rmSync(directory, { recursive: true }));

  it('shows everything that was planted', () => {
    expect(sample.made).toBe(true);
    expect(sample.sightings.length).toBeGreaterThan(12);
    for (const { what, expected, found } of sample.sightings) expect([what, found]).toEqual([what, expected]);
  });

  it('sets aside what stood there and was not as it was made', () => {
    expect(readdirSync(join(directory, 'earlier-1')).sort()).toEqual(['ashdown.casebound', 'further']);
  });

  it('is used again while it is intact, and no longer', async () => {
    expect(await make()).toMatchObject({ made: false });
    const { pack } = sample.paths;
    const before = readFileSync(pack);
    writeFileSync(pack, before.subarray(0, -1));
    expect(await withClient((client) => keptSample(client, sample.paths).catch(() => null))).toBeNull();
  });
});
