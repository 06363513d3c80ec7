import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { unreadable } from '../../case/faults.ts';
import { outFault } from '../../seal/out-path.ts';
import { printState, type SourceState, sourceStateSchema } from './source-state.ts';

const heading = z.strictObject({ casebound: z.literal('verification state'), case: z.string() });

/**
 * What verifications of a case derived, one line for each source. A line is added as soon as its source is done, so that whatever ends a
 * verification, the next one goes on from there. It is the examiner's own: whoever can write it decides what is not derived again.
 */
export class StateFile {
  private readonly path: string;
  private readonly caseUuid: string;
  private readonly states = new Map<number, SourceState>();

  /** @throws AppError INVALID_INPUT where the file is something else, or of another case; FILE_UNREADABLE, DISK_FULL */
  constructor(path: string, caseUuid: string) {
    this.path = path;
    this.caseUuid = caseUuid;
    if (existsSync(path)) this.read();
    else this.write('wx');
  }

  find(source: number): SourceState | null {
    return this.states.get(source) ?? null;
  }

  /** @throws AppError DISK_FULL, FILE_UNREADABLE */
  keep(state: SourceState): void {
    this.states.set(state.source, state);
    this.attempt(() => appendFileSync(this.path, `${printState(state)}\n`));
  }

  /** Leaves out what was replaced by later lines. */
  tidy(): void {
    this.attempt(() => {
      const beside = `${this.path}.${process.pid}.part`;
      writeFileSync(beside, this.text(), { mode: 0o600 });
      renameSync(beside, this.path);
    });
  }

  private read(): void {
    const [first = '', ...lines] = this.textOf().split('\n');
    const head = heading.safeParse(parsed(first));
    if (!head.success) throw this.wrong('it is no state of a verification');
    if (head.data.case !== this.caseUuid) throw this.wrong('it is of another case');
    for (const line of lines) {
      const state = sourceStateSchema.safeParse(parsed(line));
      // A line that was cut off as it was written, or is of another version: its source is derived again.
      if (state.success) this.states.set(state.data.source, state.data);
    }
    // Whatever is added begins on a line of its own.
    if (lines.at(-1) !== '') this.tidy();
  }

  private textOf(): string {
    try {
      return readFileSync(this.path, 'utf8');
    } catch (error) {
      throw unreadable(this.path, error);
    }
  }

  private write(flag: 'wx'): void {
    this.attempt(() => closeSync(openSync(this.path, flag, 0o600)));
    this.attempt(() => writeFileSync(this.path, this.text()));
  }

  private text(): string {
    const head = JSON.stringify({ casebound: 'verification state', case: this.caseUuid });
    return [head, ...[...this.states.values()].map(printState)].map((line) => `${line}\n`).join('');
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw outFault(this.path, error);
    }
  }

  private wrong(why: string): AppError {
    return new AppError({
      code: 'INVALID_INPUT',
      message: `${this.path} cannot be gone on from: ${why}`,
      safe: 'it was not touched, and nothing was checked',
      next: 'name a file that is not there yet, or the one of this case',
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
