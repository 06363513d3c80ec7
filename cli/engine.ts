import type { ReadyThreads } from '../engine/threads/ready-threads.ts';
import { isPack } from '../engine/verify/input-kind.ts';
import type { Client } from '../shared/contract/client.ts';
import type { AccessMode, CaseInfo } from '../shared/domain/case.ts';
import { knownWords } from '../shared/seal/known-signer.ts';
import { notice, printable } from './output.ts';
import { ProgressBar } from './progress.ts';

/** What a command works with: the engine, and a signal to stop. */
export interface Command {
  readonly client: Client;
  readonly signal: AbortSignal;
  /** For jobs: shows progress on the terminal, and stops at the signal. */
  readonly watched: { readonly signal: AbortSignal; readonly onProgress: ProgressBar['show'] };
}

/** Runs `work` on an engine in this process, and shuts the engine down afterwards, whatever happens. */
export async function withEngine<T>(
  signal: AbortSignal,
  work: (command: Command) => Promise<T>,
  threads?: ReadyThreads,
): Promise<T> {
  const { client, close } = await startEngine(threads);
  const bar = new ProgressBar();
  try {
    return await work({ client, signal, watched: { signal, onProgress: bar.show } });
  } finally {
    bar.clear();
    await close();
  }
}

/** Loaded only when a command needs it: help and usage errors do not. */
async function startEngine(threads?: ReadyThreads): Promise<{ client: Client; close: () => Promise<void> }> {
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
  const session = createSession({ signers: new SignerList(), oneAtATime: true, threads });
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

/** The output comes from a pack and must not be mistaken for the case itself. */
function tellOfPack({ pack }: CaseInfo): void {
  if (pack === null) return;
  const { name, records, withheld, masked, outcome, findingsTotal, signers } = pack;
  const [signer] = signers;
  const by =
    signer === undefined
      ? 'no seal holds'
      : signer.known === null
        ? `sealed by ${signer.fingerprint}, not known to you`
        : `sealed by ${knownWords(signer.known)}`;
  const verdict = {
    sound: 'nothing fails',
    evidence: 'the evidence in it fails a check, the pack itself none: casebound verify lists what',
    pack: `the pack itself does not verify, ${findingsTotal} findings: casebound verify lists them`,
  }[outcome];
  const kept = withheld + masked === 0 ? '' : `, ${withheld} withheld and ${masked} masked`;
  notice(printable(`From pack ${name}, ${records} records${kept}: ${verdict}; ${by}.`));
}

/** As `withEngine`, with a case file opened, or a pack opened as if it were one. */
export function withCase<T>(
  signal: AbortSignal,
  path: string,
  mode: AccessMode,
  work: (command: Command) => Promise<T>,
  threads?: ReadyThreads,
): Promise<T> {
  const open = async (command: Command) => {
    // A pack is checked first, which takes time in proportion to its size. It is always opened read-only, whatever
    // mode a case would be opened in.
    if (isPack(path)) tellOfPack(await command.client.job('pack.open', { path }, command.watched));
    else await command.client.call('case.open', { path, mode });
    return work(command);
  };
  return withEngine(signal, open, threads);
}
