/** A thread that serves operations on one case file over a message port. */
import { workerData } from 'node:worker_threads';
import { messagePortPort } from '../../shared/contract/message-port.ts';
import { serveContract } from '../../shared/contract/server.ts';
import { toAppError } from '../../shared/errors.ts';
import { caseFault } from '../case/faults.ts';
import { AttentivePort } from '../threads/attentive-port.ts';
import { CaseThread, type WorkerInput } from './case-thread.ts';
import { threadOperations } from './operations.ts';
import { loadedLate, partNames } from './parts.ts';

const input = workerData as WorkerInput;
const port = new AttentivePort(input.port);
const thread = new CaseThread(input, () => port.look());
const handlers = {
  ...loadedLate(partNames.annotating, async () =>
    (await import('./annotating.ts')).annotatingHandlers(thread),
  ),
  ...loadedLate(partNames.opening, async () => (await import('./opening.ts')).openingHandlers(thread)),
  ...loadedLate(partNames.reading, async () => (await import('./reading.ts')).readingHandlers(thread)),
  ...loadedLate(partNames.writing, async () => (await import('./writing.ts')).writingHandlers(thread)),
  ...loadedLate(partNames.verifying, async () => (await import('./verifying.ts')).verifyingHandlers(thread)),
  ...loadedLate(partNames.packing, async () => (await import('./packing.ts')).packingHandlers(thread)),
  ...loadedLate(partNames.syncing, async () => (await import('./syncing.ts')).syncingHandlers(thread)),
};
const tell = (fault: unknown) => toAppError(thread.explained(caseFault(fault, input.path)));
void serveContract(threadOperations, handlers, messagePortPort(port), tell).finished.then(() =>
  thread.close(),
);
