import { useCallback, useEffect, useState } from 'react';
import { connectClient, engineLost } from '../../shared/contract/client.ts';
import { operations } from '../../shared/contract/operations.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import type { Host } from '../host/host.ts';
import { type Session, SessionProvider } from '../session/client-context.tsx';
import { JobsProvider } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { Casebound } from './casebound.tsx';
import './frame.css';

/** Connects to the engine, and says so where it is lost; everything else stands on that connection. */
export function App({ host }: { readonly host: Host }) {
  const [session, setSession] = useState<Session | null>(null);
  const [lost, setLost] = useState<AppError | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let wanted = attempt >= 0;
    const fail = (thrown: unknown) => {
      if (wanted) setLost(toAppError(thrown));
    };
    host.connect().then((port) => {
      if (!wanted) return port.close();
      setSession({ client: connectClient(operations, port), host });
      port.onClose(() => fail(engineLost()));
      setLost(null);
    }, fail);
    return () => {
      wanted = false;
    };
  }, [host, attempt]);

  const again = useCallback(() => setAttempt((count) => count + 1), []);
  if (lost) {
    return (
      <main className="alone">
        <h1>{strings.lost.title}</h1>
        <ErrorPanel error={lost}>
          <Button look="primary" onPress={again}>
            {strings.lost.reconnect}
          </Button>
        </ErrorPanel>
      </main>
    );
  }
  if (session === null) return <main className="alone alone-late">{strings.connecting}</main>;
  return (
    <SessionProvider value={session}>
      <JobsProvider>
        <Casebound key={attempt} />
      </JobsProvider>
    </SessionProvider>
  );
}
