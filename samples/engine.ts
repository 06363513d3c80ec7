import { createSession } from '../engine/session/session.ts';
import { type Client, connectClient } from '../shared/contract/client.ts';
import { memoryPortPair } from '../shared/contract/memory.ts';
import { operations } from '../shared/contract/operations.ts';
import { serveContract } from '../shared/contract/server.ts';

export interface Engine {
  readonly client: Client;
  /** Fulfilled when every case has been let go of. */
  close(): Promise<void>;
}

/** The engine in this process, spoken to through the contract as every host does. */
export function openEngine(): Engine {
  const session = createSession();
  const [near, far] = memoryPortPair();
  const { finished } = serveContract(operations, session.handlers, far);
  const client = connectClient(operations, near);
  return {
    client,
    async close() {
      client.close();
      await finished;
      await session.dispose();
    },
  };
}
