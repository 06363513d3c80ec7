import '../../../renderer/host/no-eval.ts';
import '../../../renderer/host/trusted-types.ts';
import { findHost } from '../../../renderer/host/host.ts';
import { connectClient } from '../../../shared/contract/client.ts';
import { operations } from '../../../shared/contract/operations.ts';
import { toAppError } from '../../../shared/errors.ts';

/** The smallest page on the browser host: connects as the renderer does, and writes what became of it. */
async function ask(): Promise<string> {
  try {
    const client = connectClient(operations, await findHost().connect());
    return `version ${(await client.call('app.info', {})).version}`;
  } catch (error) {
    return toAppError(error).code;
  }
}

document.title = await ask();
