import { describe, expect, it } from 'vitest';
import { runCampaign } from './campaign.ts';
import { seedFiles } from './seeds.ts';

const seeds = seedFiles();

describe('a few mutated files of every format', () => {
  it('are of every format that the fixtures have', () => {
    expect([...seeds.keys()].sort()).toEqual([
      'csv',
      'gzip',
      'json',
      'json-array',
      'json-envelope',
      'ndjson',
      'tsv',
      'utf-16',
      'zip',
      'zstd',
    ]);
  });

  it.each([...seeds.keys()])(
    '%s go in without a crash, add up, and come out as they were',
    async (format) => {
      const outcome = await runCampaign({ format, files: 40, seed: 7, seeds });
      expect(outcome.failures).toEqual([]);
      expect(outcome.files).toBe(40);
      expect(outcome.sources).toBeGreaterThan(5);
      expect(outcome.taken + outcome.refused + outcome.again).toBe(40);
    },
  );
});
