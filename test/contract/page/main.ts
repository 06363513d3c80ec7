import { connectClient } from '../../../shared/contract/client.ts';
import { messagePortPort } from '../../../shared/contract/message-port.ts';
import { serveContract } from '../../../shared/contract/server.ts';
import { toAppError } from '../../../shared/errors.ts';
import { Desk, library, readAll } from '../library.ts';

/** The contract between the two ends of a browser's own MessageChannel; what became of it is the page's title. */
async function exchange(): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  const desk = new Desk();
  const server = messagePortPort(port2);
  const service = serveContract(library, desk.handlers, server);
  const client = connectClient(library, messagePortPort(port1));

  const answer = await client.call('shelve', { books: [{ title: 'a' }] });
  const refused = await codeOf(client.call('shelve', { books: [{ title: '' }] }));
  const pages = await readAll(client.stream('pages', { count: 10 }));
  for await (const page of client.stream('pages', { count: 1000 })) if (page === 2) break;
  const lost = codeOf(client.call('wait', {}));
  while (desk.waiting === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  server.close();
  const outcome = { answer, refused, pages: pages.length, lost: await lost };
  await service.finished;
  return { ...outcome, stopped: desk.stopped, pagesClosed: desk.pagesClosed };
}

function codeOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'answered',
    (error) => toAppError(error).code,
  );
}

document.title = JSON.stringify(await exchange());
