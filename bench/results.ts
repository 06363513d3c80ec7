import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGibibytes: number;
  readonly node: string;
}

/** One line of a result: what was measured, how much, in which unit, and against which bound where there is one. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'MiB' | 'x' | '/s';
  readonly bound?: string;
}

export interface Result {
  readonly scenario: string;
  readonly entries: number;
  readonly inputBytes: number;
  /** UTC day. */
  readonly date: string;
  readonly machine: Machine;
  readonly figures: readonly Figure[];
}

const directory = join(import.meta.dirname, 'results');

export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGibibytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  };
}

/** Kept in the repository, the latest of each scenario and size. */
export function keepResult(result: Result): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    join(directory, `${result.scenario}-${result.entries}.json`),
    `${JSON.stringify(result, null, 2)}\n`,
  );
}

export function keptResults(): Result[] {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort();
  return names.map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')));
}

/** Three digits that matter. */
export function shown({ value, unit }: Figure): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const number = unit === '/s' ? Math.round(value).toLocaleString('en') : value.toFixed(digits);
  return unit === '/s' ? `${number}/s` : `${number} ${unit}`;
}
