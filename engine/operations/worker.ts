/** A thread that serves operations on one case file over a message port. */
import { parentPort } from 'node:worker_threads';
import { messagePortPort } from '../../shared/contract/message-port.ts';
import { serveContract } from '../../shared/contract/server.ts';
import { toAppError } from '../../shared/errors.ts';
import { caseFault } from '../case/faults.ts';
import { AttentivePort } from '../threads/attentive-port.ts';
import { ReadyThreads } from '../threads/ready-threads.ts';
import { CaseThread, type WorkerInput, type WorkerMessage } from './case-thread.ts';
import { threadOperations } from './operations.ts';
import { loadedLate, partNames } from './parts.ts';

const parts = {
  annotating: () => import('./annotating.ts'),
  opening: () => import('./opening.ts'),
  reading: () => import('./reading.ts'),
  writing: () => import('./writing.ts'),
  verifying: () => import('./verifying.ts'),
  packing: () => import('./packing.ts'),
  reporting: () => import('./reporting.ts'),
  syncing: () => import('./syncing.ts'),
};

const ready = new ReadyThreads();

parentPort?.on('message', function take(message: WorkerMessage) {
  if (message.type === 'soon') {
    for (const name of message.threads) ready.begin(name);
    void parts.opening();
    void parts[message.part]();
    return;
  }
  // From here on the port of the contract alone keeps the thread.
  parentPort?.off('message', take);
  serve(message.input);
});

function serve(input: WorkerInput): void {
  if (input.keepsThreads) ready.keep();
  const port = new AttentivePort(input.port);
  const thread = new CaseThread(input, () => port.look(), ready);
  const handlers = {
    ...loadedLate(partNames.annotating, async () => (await parts.annotating()).annotatingHandlers(thread)),
    ...loadedLate(partNames.opening, async () => (await parts.opening()).openingHandlers(thread)),
    ...loadedLate(partNames.reading, async () => (await parts.reading()).readingHandlers(thread)),
    ...loadedLate(partNames.writing, async () => (await parts.writing()).writingHandlers(thread)),
    ...loadedLate(partNames.verifying, async () => (await parts.verifying()).verifyingHandlers(thread)),
    ...loadedLate(partNames.packing, async () => (await parts.packing()).packingHandlers(thread)),
    ...loadedLate(partNames.reporting, async () => (await parts.reporting()).reportingHandlers(thread)),
    ...loadedLate(partNames.syncing, async () => (await parts.syncing()).syncingHandlers(thread)),
  };
  const tell = (fault: unknown) => toAppError(thread.explained(caseFault(fault, input.path)));
  void serveContract(threadOperations, handlers, messagePortPort(port), tell).finished.then(() =>
    thread.close(),
  );
}
