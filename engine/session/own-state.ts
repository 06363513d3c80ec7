import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerifyInput } from './verify-any.ts';

/**
 * What was derived of the case that is open, as long as it is: nobody else can have written it, so that going on from it trusts nobody.
 * A case that is opened again is derived again.
 */
export class OwnState {
  private path: string | null = null;

  get file(): string {
    this.path ??= join(tmpdir(), `casebound-${randomUUID()}.state`);
    return this.path;
  }

  forget(): void {
    if (this.path !== null) rmSync(this.path, { force: true });
    this.path = null;
  }
}

/** Who says what is to be used of the state of an open case means the session's own, unless a file is named. */
export function inOwnState(input: VerifyInput, own: OwnState): VerifyInput {
  const isOwn = input.path === undefined && input.state === undefined && input.reuse !== undefined;
  return isOwn ? { ...input, state: own.file } : input;
}
