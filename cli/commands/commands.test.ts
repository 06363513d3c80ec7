import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands } from '../commands.ts';
import { type Exit, exit } from '../exit.ts';

/** An engine that answers what a test says, and knows what it was asked. The real one is asked in test/e2e. */
const engine = vi.hoisted(() => ({
  answers: new Map<string, unknown>(),
  asked: [] as (readonly [name: string, input: unknown])[],
}));

vi.mock('../engine.ts', () => {
  const answer = async (name: string, input: unknown) => {
    engine.asked.push([name, input]);
    return engine.answers.get(name);
  };
  const signal = new AbortController().signal;
  const command = { client: { call: answer, job: answer }, signal, watched: { signal } };
  type Work = (given: typeof command) => Promise<Exit>;
  return {
    withEngine: (_: AbortSignal, work: Work) => work(command),
    withCase: (_: AbortSignal, path: string, mode: string, work: Work) => {
      engine.asked.push(['case.open', { path, mode }]);
      return work(command);
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'casebound-commands-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  engine.answers.clear();
  engine.asked.length = 0;
});

/** What a command printed and ended with, given what the engine answers. */
async function ran(line: readonly string[], answers: Readonly<Record<string, unknown>> = {}) {
  for (const [name, answer] of Object.entries(answers)) engine.answers.set(name, answer);
  let stdout = '';
  const output = vi.spyOn(process.stdout, 'write').mockImplementation(((
    data: string | Uint8Array,
    done: (error?: Error) => void,
  ) => {
    stdout += Buffer.from(data as Uint8Array).toString('utf8');
    done();
    return true;
  }) as typeof process.stdout.write);
  const [name = '', ...args] = line;
  let status: Exit | undefined;
  try {
    const load = commands[name];
    if (load === undefined) throw new Error(`no command ${name}`);
    const command = (await load())(async (work) => {
      status = await work(new AbortController().signal);
    });
    await command.exitOverride().parseAsync(args, { from: 'user' });
  } finally {
    output.mockRestore();
  }
  return { status, stdout };
}

const statusOf = async (...args: Parameters<typeof ran>) => (await ran(...args)).status;
const modeOf = () => engine.asked.find(([name]) => name === 'case.open')?.[1];
const inputOf = (name: string) => engine.asked.find(([each]) => each === name)?.[1];

describe('exit status', () => {
  it('of verify and seal is 1 exactly where an axis fails', async () => {
    const seal = [
      'seal',
      'c',
      '--out',
      'p',
      '--case-id',
      'X',
      '--key',
      'k',
      '--passphrase-file',
      passphrase(),
    ];
    for (const [ok, status] of [
      [true, exit.clean],
      [false, exit.findings],
    ] as const) {
      // Findings alone decide nothing: observations are findings too.
      const report = { ok, findingsTotal: 3 };
      expect(await statusOf(['verify', 'c', '--json'], { 'verify.run': report })).toBe(status);
      expect(await statusOf([...seal, '--json'], { 'seal.run': { roots: [], verification: report } })).toBe(
        status,
      );
    }
  });

  it('of verify --against is 1 also where the packs are not the same bytes', async () => {
    const line = ['verify', 'p', '--against', 'q', '--json'];
    const answers = (ok: boolean, same: boolean) => ({ 'verify.run': { ok }, 'pack.compare': { same } });
    expect(await statusOf(line, answers(true, true))).toBe(exit.clean);
    expect(await statusOf(line, answers(true, false))).toBe(exit.findings);
    expect(await statusOf(line, answers(false, true))).toBe(exit.findings);
  });

  it('of compare is 1 where records changed or vanished, not where the trail grew', async () => {
    const status = (changed: number, vanished: number) =>
      statusOf(['compare', 'c', '1', '2', '--json'], {
        'source.compare': { changed, onlyFirst: { vanished, outside: 4 }, onlySecond: { later: 9 } },
      });
    expect(await status(0, 0)).toBe(exit.clean);
    expect(await status(1, 0)).toBe(exit.findings);
    expect(await status(0, 1)).toBe(exit.findings);
  });

  it('of terms is 1 where a term does not read', async () => {
    const file = written('terms.txt', 'one\n\ntwo\n');
    const status = (...faults: (string | null)[]) =>
      statusOf(['terms', 'c', file, '--json'], {
        'query.terms': { terms: faults.map((fault) => ({ fault })) },
      });
    expect(await status(null, null)).toBe(exit.clean);
    expect(inputOf('query.terms')).toEqual({ query: '', terms: ['one', 'two'] });
    expect(await status(null, 'position 1: expected a word')).toBe(exit.findings);
  });

  it('of annotations import is 1 where another copy coded otherwise', async () => {
    const status = (conflictsTotal: number) =>
      statusOf(['annotations', 'import', 'c', 'f', '--json'], { 'annotation.import': { conflictsTotal } });
    expect(await status(0)).toBe(exit.clean);
    expect(await status(1)).toBe(exit.findings);
  });

  it('of reindex is 1 where the stored index was not that of the rows', async () => {
    const status = (difference: string | null) =>
      statusOf(['reindex', 'c', '--json'], { 'index.rebuild': { difference } });
    expect(await status(null)).toBe(exit.clean);
    expect(await status('column verdict')).toBe(exit.findings);
  });
});

describe('exit status of sync', () => {
  const status = (...sources: object[]) =>
    statusOf(['sync', 'c', '--keep', '1', '--json'], { 'sync.keep': { sources } });
  const overlap = { changed: 0, vanished: 0, late: 5 };

  it('is 0 where all is proven to be here, and nothing new came', async () => {
    expect(await status()).toBe(exit.clean);
    expect(await status({ complete: true, overlaps: [overlap] })).toBe(exit.clean);
  });

  it.each([
    ['is not proven complete', { complete: false, overlaps: [] }],
    ['has changed entries', { complete: true, overlaps: [overlap, { ...overlap, changed: 1 }] }],
    ['lacks entries that were there', { complete: true, overlaps: [{ ...overlap, vanished: 1 }] }],
  ])('is 1 where a source %s', async (_, source) => {
    expect(await status({ complete: true, overlaps: [] }, source)).toBe(exit.findings);
  });
});

describe('exit status of import --strict', () => {
  const whole = { sources: [{ quarantined: 0 }], skipped: [], hashes: [], unchecked: [], unapplied: [] };
  const sums = { name: 'SHA256SUMS', reason: 'holds hashes' };
  const status = (result: object, ...options: string[]) =>
    statusOf(['import', 'c', 'f', '--json', ...options], { 'import.run': { ...whole, ...result } });

  it('is 0 where all of it went in, a file of hashes that were checked among it', async () => {
    expect(await status({}, '--strict')).toBe(exit.clean);
    expect(await status({ skipped: [sums], hashes: [{ id: 1, by: sums.name }] }, '--strict')).toBe(
      exit.clean,
    );
  });

  it.each([
    ['was quarantined', { sources: [{ quarantined: 0 }, { quarantined: 1 }] }],
    ['was passed over', { skipped: [sums] }],
    ['was not checked', { unchecked: [sums] }],
  ])('is 1 where anything %s, and 0 without the option', async (_, result) => {
    expect(await status(result, '--strict')).toBe(exit.findings);
    expect(await status(result)).toBe(exit.clean);
  });
});

describe('a case is opened', () => {
  it.each([
    ['read-only', ['facets', 'c', '--json']],
    ['read-only', ['compare', 'c', '1', '2', '--json']],
    ['read-only', ['reindex', 'c', '--check', '--json']],
    ['full', ['reindex', 'c', '--json']],
    ['review', ['annotate', 'c', '--entry', 'e', '--tag', 't', '--author', 'A', '--json']],
    ['read-only', ['annotations', 'import', 'c', 'f', '--dry-run', '--json']],
    ['review', ['annotations', 'import', 'c', 'f', '--json']],
    ['full', ['close', 'c', '--json']],
    ['read-only', ['quarantine', 'c', '--out', 'f', '--json']],
    ['review', ['quarantine', 'c', '--out', 'f', '--record', '--json']],
    ['read-only', ['checkpoint', 'c', '--out', 'f', '--read-only', '--json']],
    ['review', ['checkpoint', 'c', '--out', 'f', '--json']],
  ])('%s by %j', async (mode, line) => {
    const found = { changed: 0, onlyFirst: { vanished: 0 }, conflictsTotal: 0, difference: null, events: [] };
    await ran(line, answersOfAll(found));
    expect(modeOf()).toEqual({ path: 'c', mode });
  });

  it('by verify only where it records', async () => {
    await ran(['verify', 'c', '--json'], { 'verify.run': { ok: true } });
    expect(modeOf()).toBeUndefined();
    expect(inputOf('verify.run')).toMatchObject({ path: 'c', record: false });
    engine.asked.length = 0;
    await ran(['verify', 'c', '--record', '--json'], { 'verify.run': { ok: true } });
    expect(modeOf()).toEqual({ path: 'c', mode: 'full' });
    expect(inputOf('verify.run')).toMatchObject({ path: undefined, record: true });
  });
});

describe('--json', () => {
  it('prints one document, however many spans come in it', async () => {
    const spans = [
      { source: 1, line: 2 },
      { source: 1, line: 5 },
    ];
    for (const listed of [[], spans]) {
      const { stdout } = await ran(['quarantine', 'c', '--json'], { 'quarantine.list': listed });
      expect(JSON.parse(stdout)).toEqual({ quarantined: listed });
    }
  });

  it('of a query has each entry with its columns beside its place', async () => {
    const { stdout } = await ran(['query', 'c', 'verdict:ai', '--json'], {
      'query.count': { matched: 2, total: 9 },
      'query.page': {
        rows: [
          { id: 4, values: { verdict: 'ai' } },
          { id: 7, values: { verdict: null } },
        ],
      },
    });
    expect(JSON.parse(stdout)).toEqual({
      matched: 2,
      total: 9,
      entries: [
        { id: 4, verdict: 'ai' },
        { id: 7, verdict: null },
      ],
    });
  });

  it('of close and annotate is what changed alone', async () => {
    const closed = { time: 't', actor: 'A', reason: 'done' };
    const closing = await ran(['close', 'c', '--reason', 'done', '--json'], {
      'case.setClosed': { closed, title: 'T' },
    });
    expect(JSON.parse(closing.stdout)).toEqual({ closed });
    expect(inputOf('case.setClosed')).toEqual({ closed: true, reason: 'done' });
    const added = { events: [{ seq: 3 }], entries: 2 };
    const annotated = await ran(
      ['annotate', 'c', '--query', 'q', '--code', 'field=a=b', '--no-reviewed', '--author', 'A', '--json'],
      { 'annotation.addAll': { ...added, further: true } },
    );
    expect(JSON.parse(annotated.stdout)).toEqual(added);
    expect(inputOf('annotation.addAll')).toEqual({
      on: { query: 'q' },
      marks: [{ code: { field: 'field', value: 'a=b' } }, { reviewed: false }],
      author: 'A',
    });
  });
});

describe('is refused before the engine is asked', () => {
  it.each([
    ['standard input', ['import', 'c', '-']],
    ['--quick without --state', ['verify', 'c', '--quick']],
    ['a count that is none', ['facets', 'c', '--top', 'ten']],
    ['an annotation that says nothing', ['annotate', 'c', '--entry', 'e', '--author', 'A']],
    ['a code without a field', ['annotate', 'c', '--entry', 'e', '--code', '=x', '--author', 'A']],
    ['an undo of what is no event', ['annotate', 'c', '--undo', '0', '--author', 'A']],
    ['a source that is no number', ['compare', 'c', 'one', '2']],
    ['a reading anew of no source', ['quarantine', 'c', '--reread']],
    ['a list without a term', ['terms', 'c', written('empty.txt', '\n \n')]],
  ])('%s', async (_, line) => {
    await expect(ran(line)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(engine.asked.filter(([name]) => name !== 'case.open')).toEqual([]);
  });
});

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function passphrase(): string {
  return written('passphrase', 'a passphrase that is long enough');
}

/** One answer to whatever is asked. */
function answersOfAll(answer: object): Record<string, unknown> {
  const names = [
    'query.facets',
    'source.compare',
    'index.check',
    'index.rebuild',
    'annotation.addAll',
    'annotation.preview',
    'annotation.import',
    'case.setClosed',
    'quarantine.export',
    'checkpoint.issue',
  ];
  return Object.fromEntries(names.map((name) => [name, answer]));
}
