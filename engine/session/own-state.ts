import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputKind } from '../verify/input-kind.ts';
import type { VerifyInput } from './verify-any.ts';

/**
 * What was derived of the case that is open, as long as it is, and of bare exports meanwhile: nobody else can have written it, so that
 * going on from it trusts nobody. A case that is opened again is derived again.
 */
export class OwnState {
  private path: string | null = null;
  private exportsPath: string | null = null;

  get file(): string {
    this.path ??= newPath();
    return this.path;
  }

  /** Of bare exports. */
  get exports(): string {
    this.exportsPath ??= newPath();
    return this.exportsPath;
  }

  forget(): void {
    for (const path of [this.path, this.exportsPath]) if (path !== null) remove(path);
    this.path = null;
    this.exportsPath = null;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where it could not be made, or somebody holds it: the case is closed all the same.
  }
}

function newPath(): string {
  return join(tmpdir(), `casebound-${randomUUID()}.state`);
}

/**
 * Who says what is to be used of the state of an open case or of an export means the session's own, unless a file is named. Of
 * anything else nothing is kept.
 */
export function inOwnState(input: VerifyInput, own: OwnState): VerifyInput {
  const { reuse, ...others } = input;
  if (input.state !== undefined || reuse === undefined) return input;
  if (input.path === undefined) return { ...input, state: own.file, isOwnState: true };
  return isExport(input.path) ? { ...input, state: own.exports, isOwnState: true } : others;
}

function isExport(path: string): boolean {
  try {
    return inputKind(path) === 'export';
  } catch {
    // Told when it is verified.
    return false;
  }
}
