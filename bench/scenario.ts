import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './results.ts';
import { benchTrail } from './trail.ts';

/** What a scenario is given. */
export interface Setting {
  readonly entries: number;
  readonly rounds: number;
  /** The trail as NDJSON. */
  readonly trail: string;
  readonly inputBytes: number;
  /** An empty directory of the scenario's own, on the disk that holds the trail. */
  readonly directory: string;
}

export interface Scenario {
  readonly about: string;
  readonly entries: number;
  readonly rounds: number;
  readonly run: (setting: Setting) => Promise<readonly Figure[]>;
}

/** Runs a scenario on a trail of `entries` records, in a directory that is gone afterwards. */
export async function inSetting(
  scenario: Scenario,
  entries: number,
  rounds: number,
): Promise<[Setting, readonly Figure[]]> {
  const trail = benchTrail(entries);
  const directory = mkdtempSync(join(import.meta.dirname, 'data', 'run-'));
  const setting = { entries, rounds, trail, inputBytes: statSync(trail).size, directory };
  try {
    return [setting, await scenario.run(setting)];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
