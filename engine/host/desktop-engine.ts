import { z } from 'zod';
import { messagePortPort } from '../../shared/contract/message-port.ts';
import type { Session } from '../session/session.ts';
import { Sessions } from './sessions.ts';

type Channel = Parameters<typeof messagePortPort>[0];

/** The part of a utility process's `parentPort` that is used here. */
export interface ParentPort {
  on(
    type: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly Channel[] }) => void,
  ): unknown;
}

export interface DesktopEngineOptions {
  readonly makeSession: (startCase: string | null) => Session;
  readonly reportFault: (error: unknown) => void;
}

const order = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('session'), startCase: z.string().nullable() }),
  z.strictObject({ type: z.literal('end') }),
]);

/**
 * The engine of the desktop: serves a session over each port that main sends, until it is told to end.
 *
 * @returns fulfilled when it was told to end and every session has let go of its case
 */
export function serveDesktop(
  parent: ParentPort,
  { makeSession, reportFault }: DesktopEngineOptions,
): Promise<void> {
  const sessions = new Sessions(reportFault);
  return new Promise((resolve) => {
    parent.on('message', ({ data, ports: [port] }) => {
      const { data: told } = order.safeParse(data);
      if (told?.type === 'session' && port) {
        void sessions.serve(messagePortPort(port), () => makeSession(told.startCase));
      } else if (told?.type === 'end') {
        resolve(sessions.close());
      } else {
        reportFault(new TypeError('a message of main that the engine does not know'));
      }
    });
  });
}
