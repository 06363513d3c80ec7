import { setTimeout as wait } from 'node:timers/promises';
import { operations } from '../../shared/contract/operations.ts';
import type { Port } from '../../shared/contract/port.ts';
import { serveContract } from '../../shared/contract/server.ts';
import type { Session } from '../session/session.ts';

/** How long a new session waits for those that are ending; a handler that does not stop must not keep everyone out. */
const longestWaitMs = 5000;

/** A person has a few windows; more than this is something gone wrong. */
const mostSessions = 16;

/**
 * A session for each connection of a host. A page that is loaded again leaves its case locked until its old session
 * is over, so a new session begins only once those that are ending have ended.
 */
export class Sessions {
  readonly #reportFault: (error: unknown) => void;
  readonly #open = new Map<Port, Promise<void>>();
  readonly #ending = new Set<Promise<void>>();

  /** @param reportFault is told what a session could not be begun or ended for */
  constructor(reportFault: (error: unknown) => void) {
    this.#reportFault = reportFault;
  }

  /** Serves `port` until it closes. Never rejects. */
  serve(port: Port, make: () => Session): Promise<void> {
    if (this.#open.size >= mostSessions) {
      port.close();
      return Promise.resolve();
    }
    const served = this.#serve(port, make).catch(this.#reportFault);
    this.#open.set(port, served);
    port.onClose(() => {
      this.#open.delete(port);
      this.#ending.add(served);
      void served.then(() => this.#ending.delete(served));
    });
    return served;
  }

  async #serve(port: Port, make: () => Session): Promise<void> {
    await this.#othersEnded();
    try {
      const session = make();
      await serveContract(operations, session.handlers, port).finished;
      await session.dispose();
    } finally {
      port.close();
    }
  }

  async #othersEnded(): Promise<void> {
    const waited = new AbortController();
    const tooLong = wait(longestWaitMs, undefined, { signal: waited.signal, ref: false }).catch(() => {});
    await Promise.race([Promise.all(this.#ending), tooLong]);
    waited.abort();
  }

  /** Ends every session; fulfilled when all have let go of their cases. */
  async close(): Promise<void> {
    for (const port of [...this.#open.keys()]) port.close();
    await Promise.all(this.#ending);
  }
}
