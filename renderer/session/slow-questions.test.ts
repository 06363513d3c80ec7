import { expect, it, vi } from 'vitest';
import type { CallOptions, Client } from '../../shared/contract/client.ts';
import type { Progress } from '../../shared/domain/progress.ts';
import { cancelled } from '../../shared/errors.ts';
import { SlowQuestions } from './slow-questions.ts';

const at = (done: number): Progress => ({ phase: 'searching', done, total: 10, unit: 'entries' });

/** A client whose calls the test answers. */
function made() {
  const asked: { name: string; options: CallOptions; answer: (value: unknown) => void }[] = [];
  const call = vi.fn(
    (name: string, _input: unknown, options: CallOptions = {}) =>
      new Promise((answer, reject) => {
        options.signal?.addEventListener('abort', () => reject(cancelled('nothing was changed')));
        asked.push({ name, options, answer });
      }),
  );
  const questions = new SlowQuestions();
  const shown: (number | null)[] = [];
  questions.subscribe(() => shown.push(questions.current?.done ?? null));
  return { asked, questions, shown, client: questions.watching({ call } as unknown as Client) };
}

it('shows nothing of a question that is answered at once', async () => {
  const { asked, client, shown } = made();
  const answer = client.call('query.count', { query: '' });
  asked[0]?.answer(7);
  expect(await answer).toBe(7);
  expect(shown).toEqual([]);
});

it('shows how far the question is that told of it last, until all are answered', async () => {
  const { asked, client, shown } = made();
  const answers = [client.call('query.count', { query: 'a' }), client.call('query.facets', { query: 'a' })];
  asked[0]?.options.onProgress?.(at(1));
  asked[1]?.options.onProgress?.(at(2));
  asked[1]?.answer({});
  await answers[1];
  asked[0]?.answer({});
  await answers[0];
  expect(shown).toEqual([1, 2, 1, null]);
});

it('stops what is slow, and nothing else', async () => {
  const { asked, client, questions, shown } = made();
  const slow = client.call('query.page', { query: 'a' });
  const quick = client.call('query.page', { query: 'b' });
  asked[0]?.options.onProgress?.(at(3));
  questions.stop();
  await expect(slow).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(shown).toEqual([3, null]);
  asked[1]?.answer('b');
  expect(await quick).toBe('b');
});

it('does not watch, and cannot stop, what changes the case', () => {
  const { asked, client } = made();
  void client.call('annotation.undo', { author: 'A' });
  expect(asked[0]?.options).toEqual({});
});
