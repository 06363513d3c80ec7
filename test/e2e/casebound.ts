import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportResult } from '../../shared/domain/import.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';

/** Nothing that a test opens shows up among the recent cases of whoever runs it. */
const configuration = join(tmpdir(), 'casebound-e2e-configuration');
const program = join(import.meta.dirname, '../../cli/main.mjs');

export interface Outcome {
  /** The exit code; null where a signal ended the process. */
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** A shell line put before the command, such as `ulimit -f 100`. */
  readonly shell?: string;
  readonly cwd?: string;
}

/** Runs the real command line in a process of its own, as a person or a script would. */
export async function casebound(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = startCasebound(args, options);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (piece: Buffer) => stdout.push(piece));
  child.stderr?.on('data', (piece: Buffer) => stderr.push(piece));
  const code = await ended(child);
  return { code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
}

/** Starts it at the head of a process group, so that a test can kill all of it at once. */
export function startCasebound(
  args: readonly string[],
  { environment, shell, cwd }: RunOptions = {},
): ChildProcess {
  const options = {
    cwd,
    env: { ...process.env, XDG_CONFIG_HOME: configuration, ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'] as const,
  };
  if (shell === undefined)
    return spawn(process.execPath, [program, ...args], { ...options, stdio: [...options.stdio] });
  const line = `${shell} && exec "$0" "$@"`;
  return spawn('bash', ['-c', line, process.execPath, program, ...args], {
    ...options,
    stdio: [...options.stdio],
  });
}

export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
}

/** Runs a command with `--json` that must end with `code`, and parses its one document. */
export async function caseboundJson<T>(args: readonly string[], code = 0): Promise<T> {
  const outcome = await casebound([...args, '--json']);
  if (outcome.code !== code) {
    throw new Error(`casebound ${args.join(' ')} ended with ${outcome.code}, not ${code}: ${outcome.stderr}`);
  }
  return JSON.parse(outcome.stdout.toString());
}

export function importInto(caseFile: string, ...paths: readonly string[]): Promise<ImportResult> {
  return caseboundJson(['import', caseFile, ...paths]);
}

/** `code`: 0 where no axis may fail, 1 where one must. */
export function verify(path: string, code: 0 | 1 = 0): Promise<VerifyReport> {
  return caseboundJson(['verify', path], code);
}
