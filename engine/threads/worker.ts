/** A thread that serves operations on one case file over a message port. */
import { workerData } from 'node:worker_threads';
import { messagePortPort } from '../../shared/contract/message-port.ts';
import { serveContract } from '../../shared/contract/server.ts';
import { toAppError } from '../../shared/errors.ts';
import { caseFault } from '../case/faults.ts';
import { annotatingHandlers } from './annotating.ts';
import { AttentivePort } from './attentive-port.ts';
import { CaseThread, type WorkerInput } from './case-thread.ts';
import { threadOperations } from './operations.ts';
import { packingHandlers } from './packing.ts';
import { readingHandlers } from './reading.ts';
import { syncingHandlers } from './syncing.ts';
import { verifyingHandlers } from './verifying.ts';
import { writingHandlers } from './writing.ts';

const input = workerData as WorkerInput;
const port = new AttentivePort(input.port);
const thread = new CaseThread(input, () => port.look());
const handlers = {
  ...annotatingHandlers(thread),
  ...readingHandlers(thread),
  ...writingHandlers(thread),
  ...verifyingHandlers(thread),
  ...packingHandlers(thread),
  ...syncingHandlers(thread),
};
const tell = (fault: unknown) => toAppError(caseFault(fault, input.path));
serveContract(threadOperations, handlers, messagePortPort(port), tell).finished.then(() => thread.close());
