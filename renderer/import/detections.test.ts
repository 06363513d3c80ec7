import { expect, it } from 'vitest';
import type { DetectResult } from '../../shared/domain/import.ts';
import { AppError } from '../../shared/errors.ts';
import { Detections } from './detections.ts';
import { asDetected, type Chosen } from './reading.ts';

const nothing: DetectResult = { files: [], skipped: [], others: [] };

/** Questions that are waiting for an answer. */
function held() {
  const asked: {
    path: string;
    system: string | undefined;
    signal: AbortSignal;
    answer: (of?: DetectResult) => void;
    refuse: () => void;
  }[] = [];
  const detections = new Detections(
    ({ paths: [path = ''], system }, signal) =>
      new Promise((resolve, reject) => {
        const refuse = () => reject(new AppError({ code: 'FORMAT_UNKNOWN', message: 'no', next: 'none' }));
        asked.push({ path, system, signal, answer: (of = nothing) => resolve(of), refuse });
      }),
  );
  return { asked, detections };
}

const chosen = (path: string, system?: string): Chosen => ({
  path,
  reading: system === undefined ? asDetected : { kind: 'system', system },
});
const turn = () => new Promise((resolve) => setTimeout(resolve));

it('asks a few at a time, in order, and each once', async () => {
  const { asked, detections } = held();
  const all = ['a', 'b', 'c', 'd'].map((path) => chosen(path));
  detections.want(all);
  detections.want(all);
  expect(asked.map(({ path }) => path)).toEqual(['a', 'b']);
  asked[0]?.answer();
  await turn();
  expect(asked.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
  expect(detections.of('a')).toEqual({ value: nothing, error: null, loading: false });
  expect(detections.of('d').loading).toBe(true);
});

it('keeps an answer while a newer question is on its way, and never takes a late one for it', async () => {
  const { asked, detections } = held();
  detections.want([chosen('a')]);
  asked[0]?.answer();
  await turn();
  detections.want([chosen('a', 'klyra')]);
  expect(detections.of('a')).toEqual({ value: nothing, error: null, loading: true });
  detections.want([chosen('a', 'itsreal')]);
  expect(asked[1]?.signal.aborted).toBe(true);
  asked[1]?.refuse();
  await turn();
  expect(detections.of('a')).toEqual({ value: nothing, error: null, loading: true });
  expect(asked.at(-1)?.system).toBe('itsreal');
});

it('goes on after a refusal, and lets go of what is no longer chosen', async () => {
  const { asked, detections } = held();
  detections.want([chosen('a'), chosen('b'), chosen('c')]);
  asked[0]?.refuse();
  await turn();
  expect(detections.of('a').error?.code).toBe('FORMAT_UNKNOWN');
  detections.want([chosen('c')]);
  expect(asked[1]?.signal.aborted).toBe(true);
  expect(detections.knows('a')).toBe(false);
  expect(asked.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
});
