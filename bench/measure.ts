import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one run of a program cost. */
export interface Cost {
  readonly seconds: number;
  /** Of user and system together, over all threads. */
  readonly cpuSeconds: number;
  /** The most memory resident at any time, in MiB. */
  readonly peakMebibytes: number;
}

/** Runs a program to its end under GNU time (Debian's package `time`). Throws where it does not end with 0. */
export function measured(program: string, ...parameters: readonly string[]): Promise<Cost> {
  const directory = mkdtempSync(join(tmpdir(), 'casebound-bench-'));
  const report = join(directory, 'time');
  return new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/time', ['-f', '%e %U %S %M', '-o', report, program, ...parameters], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (piece: Buffer) => {
      stderr = (stderr + piece.toString()).slice(-2000);
    });
    child.on('error', (error) => reject(new Error(`GNU time is needed to measure: ${error.message}`)));
    child.on('close', (code) => {
      const [seconds = 0, user = 0, system = 0, kibibytes = 0] = code === 0 ? numbersOf(report) : [];
      rmSync(directory, { recursive: true, force: true });
      if (code !== 0) reject(new Error(`${program} ${parameters.join(' ')} ended with ${code}: ${stderr}`));
      resolve({ seconds, cpuSeconds: user + system, peakMebibytes: kibibytes / 1024 });
    });
  });
}

function numbersOf(report: string): number[] {
  return readFileSync(report, 'utf8').trim().split(' ').map(Number);
}

export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** The value that `share` of the measurements do not exceed (nearest rank); the median by default. */
export function quantile(measurements: readonly number[], share = 0.5): number {
  const sorted = [...measurements].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
