/** What two packs differ for, from what each says of itself; `a` is the pack, `b` the one it is held against. */
import type { ChainedEvent } from '../../custody/events.ts';
import type { Axis } from '../../domain/verification.ts';
import { paths } from '../layout.ts';
import type { PackSources } from '../lines.ts';
import { scopeWords } from '../scope.ts';
import type { EntryDifferences } from './compare-entries.ts';
import type { EntryChange, Explanation } from './difference.ts';
import type { ReadPack } from './read-pack.ts';

export async function explain(a: ReadPack, b: ReadPack, entries: EntryDifferences): Promise<Explanation[]> {
  return [
    ...statements(a.described, b.described),
    ...ofEntries(entries),
    ...(await ofAnnotations(a, b)),
    ...(await ofCustody(a, b)),
    ...(await ofVerification(a, b, entries)),
    ...(await ofVersion(a, b)),
    ...ofSeals(a, b),
  ];
}

/** What `data/sources.json` states. */
function* statements(a: PackSources | null, b: PackSources | null): Generator<Explanation> {
  if (a === null || b === null) {
    yield { cause: 'scope', message: 'one of the packs does not say what it is of' };
    return;
  }
  if (a.case.uuid !== b.case.uuid)
    yield {
      cause: 'case',
      message: `they are of two cases: ${a.case.title} (${a.case.uuid}) and ${b.case.title} (${b.case.uuid})`,
    };
  else if (!alike(a.case, b.case)) yield { cause: 'case', message: 'they give the case another title' };
  if (!alike(a.pack.scope, b.pack.scope))
    yield {
      cause: 'scope',
      message: `they are of two scopes: ${scopeWords(a.pack.scope)}, and ${scopeWords(b.pack.scope)}`,
    };
  if (a.pack.number !== b.pack.number || a.pack.name !== b.pack.name)
    yield { cause: 'number', message: `it is ${a.pack.name}, and the other ${b.pack.name}` };
  if (!alike(a.pack.related, b.pack.related))
    yield { cause: 'related', message: 'they state other related entries, in or left out' };
  yield* ofSources(a.sources, b.sources);
}

type Sources = PackSources['sources'];

function* ofSources(a: Sources, b: Sources): Generator<Explanation> {
  const others = new Map(b.map((source) => [source.id, source]));
  for (const { id, name, ...source } of a) {
    const other = others.get(id);
    others.delete(id);
    if (other === undefined)
      yield { cause: 'sources', message: `source ${id}, ${name}, is only in this one` };
    else if (source.sha256 !== other.sha256 || !alike(source.tree, other.tree))
      yield { cause: 'sources', message: `source ${id} is of another file: ${name}, and ${other.name}` };
    else if (!alike({ ...source, ...kept }, { ...other, id: undefined, name: undefined, ...kept }))
      yield { cause: 'sources', message: `of source ${id}, ${name}, they state other facts` };
  }
  for (const { id, name } of others.values())
    yield { cause: 'sources', message: `source ${id}, ${name}, is only in the other` };
}

/** Facts of a source that say how much of it is in the pack. */
const kept = { records: undefined, period: undefined };

const entryWords: Readonly<Record<EntryChange, string>> = {
  added: 'only in this one',
  removed: 'only in the other',
  changed: 'other bytes',
  masked: 'masked here, or masked otherwise',
  withheld: 'withheld here',
  disclosed: 'disclosed here, and not in the other',
};

function* ofEntries({ counts, bates, related }: EntryDifferences): Generator<Explanation> {
  const told = (kinds: readonly EntryChange[]) =>
    kinds.filter((kind) => counts[kind] > 0).map((kind) => `${records(counts[kind])}: ${entryWords[kind]}`);
  const entries = told(['added', 'removed', 'changed']);
  if (entries.length > 0) yield { cause: 'entries', message: entries.join('; ') };
  const redaction = told(['masked', 'withheld', 'disclosed']);
  if (redaction.length > 0) yield { cause: 'redaction', message: redaction.join('; ') };
  if (bates > 0) yield { cause: 'numbering', message: `${records(bates)}: another number to cite it by` };
  if (related > 0) yield { cause: 'related', message: `${records(related)}: there for another reason` };
}

function records(count: number): string {
  return `${count} ${count === 1 ? 'record' : 'records'}`;
}

async function ofAnnotations(a: ReadPack, b: ReadPack): Promise<Explanation[]> {
  const [mine, others] = await Promise.all([a.events(paths.annotations), b.events(paths.annotations)]);
  const [here, there] = [new Set(mine.map(({ hash }) => hash)), new Set(others.map(({ hash }) => hash))];
  const [added, removed] = [here.difference(there).size, there.difference(here).size];
  if (added + removed === 0) return [];
  return [
    { cause: 'annotations', message: `annotations: ${added} only in this one, ${removed} only in the other` },
  ];
}

async function ofCustody(a: ReadPack, b: ReadPack): Promise<Explanation[]> {
  const [mine, others] = await Promise.all([a.events(paths.custody), b.events(paths.custody)]);
  const fork = mine.findIndex(({ hash }, at) => hash !== others[at]?.hash);
  const together = fork === -1 ? Math.min(mine.length, others.length) : fork;
  if (together === mine.length && together === others.length) return [];
  if (together === others.length)
    return [{ cause: 'custody', message: `custody has grown by ${actions(mine.slice(together))}` }];
  if (together === mine.length)
    return [{ cause: 'custody', message: `custody is that of before ${actions(others.slice(together))}` }];
  return [
    {
      cause: 'custody',
      message: `custody is another from event ${mine[together]?.seq} on: copies of the case went on apart, or one was rewritten`,
    },
  ];
}

function actions(events: readonly ChainedEvent[]): string {
  const counts = new Map<string, number>();
  for (const { action } of events) counts.set(action, (counts.get(action) ?? 0) + 1);
  const named = [...counts].map(([action, count]) => (count === 1 ? action : `${count} ${action}`));
  return `${events.length} ${events.length === 1 ? 'event' : 'events'} (${named.join(', ')})`;
}

async function ofVerification(
  a: ReadPack,
  b: ReadPack,
  { counts }: EntryDifferences,
): Promise<Explanation[]> {
  if (a.hashes.get(paths.report) === b.hashes.get(paths.report)) return [];
  const [mine, others] = await Promise.all([reportIn(a), reportIn(b)]);
  const isSelected = Object.values(counts).some((count) => count > 0);
  if (isSelected && alike(mine.axes, others.axes)) return [];
  const [answers, before] = [mine.axes?.map(answerOf), others.axes?.map(answerOf)];
  const message = alike(answers, before)
    ? 'the case was verified again with the same answers, over other counts, or with other findings'
    : 'the case was verified with other answers, or by another version';
  return [{ cause: 'verification', message }];
}

/** The report that the pack carries: only what is looked at, and as far as it reads. */
async function reportIn(pack: ReadPack): Promise<{ readonly axes?: readonly Partial<Axis>[] }> {
  try {
    const { axes } = JSON.parse(await pack.text(paths.report)) as { axes?: unknown };
    return Array.isArray(axes)
      ? { axes: axes.filter((axis) => typeof axis === 'object' && axis !== null) }
      : {};
  } catch {
    return {};
  }
}

function answerOf({ axis, subject, status, reason }: Partial<Axis>): unknown {
  return [axis, subject, status, reason];
}

/** What packs carry to be checked with: that of the release that sealed them. The guide names the pack. */
async function ofVersion(a: ReadPack, b: ReadPack): Promise<Explanation[]> {
  const guides = [a, b].map(async (pack) =>
    (await pack.text(paths.guide)).replaceAll(pack.context.pack.name, ''),
  );
  const [mine, other] = await Promise.all(guides);
  const seals = alike(a.described?.pack.seals, b.described?.pack.seals);
  const files: string[] = [paths.checkerPage, paths.checkerProgram].filter(
    (path) => a.hashes.get(path) !== b.hashes.get(path),
  );
  if (seals && mine !== other) files.push(paths.guide);
  if (files.length === 0) return [];
  return [
    {
      cause: 'version',
      message: `sealed by two versions of Casebound, or changed since: ${files.join(', ')}`,
    },
  ];
}

function* ofSeals(a: ReadPack, b: ReadPack): Generator<Explanation> {
  const differ = (path: string) => a.hashes.get(path) !== b.hashes.get(path);
  const [mine, others] = [a, b].map(
    ({ report }) => new Map(report.signers?.map((signer) => [signer.seal, signer.fingerprint])),
  );
  for (const seal of ['ssh', 'certificate', 'timestamp'] as const) {
    const [by, other] = [mine?.get(seal), others?.get(seal)];
    if (by === other) continue;
    const what = { ssh: 'sealed', certificate: 'signed with a certificate', timestamp: 'timestamped' }[seal];
    yield { cause: 'seals', message: `${what} by ${by ?? 'nobody'}, and the other by ${other ?? 'nobody'}` };
  }
  if (differ(paths.tagmanifest)) return;
  if (differ(paths.certificateSignature) && mine?.get('certificate') === others?.get('certificate'))
    yield {
      cause: 'seals',
      message: 'the certificate signed twice: such a signature is another one each time',
    };
  if (differ(paths.timestamp) && mine?.get('timestamp') === others?.get('timestamp'))
    yield { cause: 'seals', message: 'timestamped twice' };
}

function alike(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
