import { useCallback, useEffect, useState } from 'react';
import { type Client, connectClient, engineLost } from '../../shared/contract/client.ts';
import { operations } from '../../shared/contract/operations.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { CommandsProvider } from '../commands/commands-context.tsx';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { reloadAppearance } from '../design/theme.ts';
import type { Host } from '../host/host.ts';
import { NoticesProvider } from '../notices/notices.tsx';
import { type Session, SessionProvider } from '../session/client-context.tsx';
import { JobsProvider } from '../session/jobs.tsx';
import { SlowQuestions } from '../session/slow-questions.ts';
import { keepWith } from '../session/stored-state.ts';
import { strings } from '../strings.ts';
import { Casebound } from './casebound.tsx';
import './frame.css';

/**
 * The person's place, even if this browser has not been used before. Without it, everything starts from its defaults.
 */
async function takeState(client: Client): Promise<void> {
  try {
    const state = await client.call('state.read', {});
    keepWith(state, (name, text, time) => {
      client.call('state.write', { name, text, time }).catch(() => {});
    });
    reloadAppearance();
  } catch {
    // The engine is lost, which is reported elsewhere.
  }
}

/** Connects to the engine and reports when it is lost; everything else depends on that connection. */
export function App({ host }: { readonly host: Host }) {
  const [session, setSession] = useState<Session | null>(null);
  const [lost, setLost] = useState<AppError | null>(null);
  const [attempt, setAttempt] = useState(0);
  /** When another attempt has failed as well. */
  const [tried, setTried] = useState<string | null>(null);

  useEffect(() => {
    let wanted = attempt >= 0;
    const fail = (thrown: unknown) => {
      if (!wanted) return;
      setLost(toAppError(thrown));
    };
    host.connect().then(
      async (port) => {
        if (!wanted) return port.close();
        port.onClose(() => fail(engineLost()));
        const questions = new SlowQuestions();
        const client = questions.watching(connectClient(operations, port));
        await takeState(client);
        if (!wanted) return;
        setSession({ client, host, questions });
        setLost(null);
        setTried(null);
      },
      (thrown: unknown) => {
        if (wanted && attempt > 0) setTried(new Date().toLocaleTimeString());
        fail(thrown);
      },
    );
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
        <p role="status" className="quiet">
          {tried !== null && strings.lost.still(tried)}
        </p>
      </main>
    );
  }
  if (session === null) return <main className="alone alone-late">{strings.connecting}</main>;
  return (
    <SessionProvider value={session}>
      <JobsProvider>
        <CommandsProvider key={attempt}>
          <NoticesProvider>
            <Casebound />
          </NoticesProvider>
        </CommandsProvider>
      </JobsProvider>
    </SessionProvider>
  );
}
