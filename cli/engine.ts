import type { Client } from '../shared/contract/client.ts';
import type { AccessMode } from '../shared/domain/case.ts';
import { ProgressBar } from './progress.ts';

/** What a command works with: the engine, and the person's wish to stop. */
export interface Command {
  readonly client: Client;
  readonly signal: AbortSignal;
  /** For jobs: progress on the terminal, and the wish to stop. */
  readonly watched: { readonly signal: AbortSignal; readonly onProgress: ProgressBar['show'] };
}

/** Runs `work` on an engine in this process, and lets go of it whatever comes. */
export async function withEngine<T>(signal: AbortSignal, work: (command: Command) => Promise<T>): Promise<T> {
  const { client, close } = await startEngine();
  const bar = new ProgressBar();
  try {
    return await work({ client, signal, watched: { signal, onProgress: bar.show } });
  } finally {
    bar.clear();
    await close();
  }
}

/** The engine is loaded when a command needs it: help and faults of usage do without. */
async function startEngine(): Promise<{ client: Client; close: () => Promise<void> }> {
  const [
    { createSession },
    { SignerList },
    { connectClient },
    { memoryPortPair },
    { operations },
    { serveContract },
  ] = await Promise.all([
    import('../engine/session/session.ts'),
    import('../engine/session/signer-list.ts'),
    import('../shared/contract/client.ts'),
    import('../shared/contract/memory.ts'),
    import('../shared/contract/operations.ts'),
    import('../shared/contract/server.ts'),
  ]);
  const session = createSession({ signers: new SignerList() });
  const [near, far] = memoryPortPair();
  const served = serveContract(operations, session.handlers, far);
  const client = connectClient(operations, near);
  return {
    client,
    close: async () => {
      client.close();
      await served.finished;
      await session.dispose();
    },
  };
}

/** As `withEngine`, with a case open. */
export function withCase<T>(
  signal: AbortSignal,
  path: string,
  mode: AccessMode,
  work: (command: Command) => Promise<T>,
): Promise<T> {
  return withEngine(signal, async (command) => {
    await command.client.call('case.open', { path, mode });
    return work(command);
  });
}
