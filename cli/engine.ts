import { createSession } from '../engine/session/session.ts';
import { type Client, connectClient } from '../shared/contract/client.ts';
import { memoryPortPair } from '../shared/contract/memory.ts';
import { operations } from '../shared/contract/operations.ts';
import { serveContract } from '../shared/contract/server.ts';
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
  const session = createSession();
  const [near, far] = memoryPortPair();
  const served = serveContract(operations, session.handlers, far);
  const client = connectClient(operations, near);
  const bar = new ProgressBar();
  try {
    return await work({ client, signal, watched: { signal, onProgress: bar.show } });
  } finally {
    bar.clear();
    client.close();
    await served.finished;
    await session.dispose();
  }
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
