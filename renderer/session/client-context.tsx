import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { Host } from '../host/host.ts';
import type { SlowQuestions } from './slow-questions.ts';

export interface Session {
  readonly client: Client;
  readonly host: Host;
  readonly questions: SlowQuestions;
}

const Context = createContext<Session | null>(null);
export const SessionProvider = Context.Provider;

export function useSession(): Session {
  const session = useContext(Context);
  if (session === null) throw new Error('no session around this component');
  return session;
}

export function useClient(): Client {
  return useSession().client;
}

/** Progress of the slow question, or null if none is slow, and a way to cancel it. */
export function useSlowQuestion() {
  const { questions } = useSession();
  const progress = useSyncExternalStore(questions.subscribe, () => questions.current);
  return { progress, stop: () => questions.stop() };
}
