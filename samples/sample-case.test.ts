import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withEngine } from '../cli/engine.ts';
import { makeSample, type Sample } from './sample-case.ts';

const unstopped = new AbortController().signal;

describe('the sample matter, made as a person would make it', { timeout: 120_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'casebound-sample-'));
  let sample: Sample;
  const make = (fresh: boolean) =>
    withEngine(unstopped, ({ client }) => makeSample(client, fresh, directory));
  beforeAll(async () => {
    sample = await make(true);
  }, 120_000);
  afterAll(() => rmSync(directory, { recursive: true }));

  it('shows everything that was planted', () => {
    expect(sample.made).toBe(true);
    expect(sample.sightings.length).toBeGreaterThan(12);
    for (const { what, expected, found } of sample.sightings) expect([what, found]).toEqual([what, expected]);
  });

  it('is used again while it is intact, and set aside once it is not', async () => {
    expect(await make(false)).toMatchObject({ made: false });
    const { pack } = sample.paths;
    const before = readFileSync(pack);
    writeFileSync(pack, before.subarray(0, -1));
    expect(await make(false)).toMatchObject({ made: true });
    expect(readdirSync(join(directory, 'earlier-1'))).toContain('further');
  });
});
