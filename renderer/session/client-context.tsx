import { createContext, useContext } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import type { Host } from '../host/host.ts';

export interface Session {
  readonly client: Client;
  readonly host: Host;
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
