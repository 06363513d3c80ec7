import type { ChainLinks } from './chain-links.ts';

/** An entry that follows the same one as another entry in another source does. */
export interface ForkAcross {
  /** The source, by its place among those that were compared, and the entry's number among those that state a hash. */
  readonly source: number;
  readonly n: number;
  /** The other source, and the hash of the other entry. */
  readonly otherSource: number;
  readonly other: string;
}

/** Entries that stand side by side, each of which names the one before it: by their numbers, the first and the last of the chain. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

interface Position {
  readonly source: number;
  readonly n: number;
  readonly run: Run;
}

const none: readonly Position[] = [];

/**
 * Where sources that hold the same entries up to one go on differently behind it, as a copy does of which all hashes were made anew from an
 * altered entry on. Within each source all links hold: only the other one shows it.
 *
 * What two sources have alike begins where a run of entries begins in one of them. From there, all that hold its first entry are followed
 * beside the one that goes on longest, as far as the runs go that begin there: if two of them differ, one differs from that.
 */
export function forksAcross(sources: readonly ChainLinks[]): ForkAcross[] {
  if (sources.length < 2) return [];
  const runs = sources.map((links) => links.runs());
  const groups = new Map<string, readonly Position[]>();
  for (const [source, links] of sources.entries())
    for (const { from } of runs[source] ?? []) groups.set(links.hashOf(from) as string, none);
  for (const [source, links] of sources.entries())
    for (const { hash, n } of links.hashes.among(groups)) {
      const run = runOf(runs[source] ?? [], n);
      if (run !== null) groups.set(hash, [...(groups.get(hash) ?? none), { source, n, run }]);
    }
  const forks = new Map<string, ForkAcross>();
  const tell = (fork: ForkAcross) => forks.set(`${fork.source} ${fork.n}`, fork);
  for (const group of groups.values()) for (const fork of forksOf(sources, group)) tell(fork);
  return [...forks.values()];
}

function* forksOf(sources: readonly ChainLinks[], group: readonly Position[]): Generator<ForkAcross> {
  const [first, ...others] = group.toSorted((a, b) => lengthFrom(b) - lengthFrom(a) || a.source - b.source);
  if (first === undefined || others.length === 0) return;
  const begun = group.filter(({ n, run }) => n === run.from).map(lengthFrom);
  const atMost = Math.max(...begun);
  for (const other of others) {
    if (other.source === first.source) continue;
    const at = parting(sources, first, other, Math.min(atMost, lengthFrom(other)));
    if (at === null) continue;
    const [a, b] = [numberAt(first, at), numberAt(other, at)];
    const hashOf = ({ source }: Position, n: number) => (sources[source] as ChainLinks).hashOf(n) as string;
    yield { source: first.source, n: a, otherSource: other.source, other: hashOf(other, b) };
    yield { source: other.source, n: b, otherSource: first.source, other: hashOf(first, a) };
  }
}

/** How many entries behind the common one two runs differ first; null where they do not, or where one is of an entry that was changed. */
function parting(sources: readonly ChainLinks[], a: Position, b: Position, length: number): number | null {
  const [of, other] = [sources[a.source] as ChainLinks, sources[b.source] as ChainLinks];
  for (let at = 1; at <= length; at++) {
    const [n, m] = [numberAt(a, at), numberAt(b, at)];
    if (of.carriesAlike(n, other, m)) continue;
    // That is told of its content, and the other source has no part in it.
    return of.isBroken(n) || other.isBroken(m) ? null : at;
  }
  return null;
}

function numberAt({ n, run }: Position, at: number): number {
  return run.to < run.from ? n - at : n + at;
}

/** How many entries follow it in its run. */
function lengthFrom({ n, run }: Position): number {
  return Math.abs(run.to - n);
}

/** The run that entry `n` stands in; `runs` in the order of the source. */
function runOf(runs: readonly Run[], n: number): Run | null {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const { from, to } = runs[middle] as Run;
    if (Math.max(from, to) < n) low = middle + 1;
    else high = middle;
  }
  return runs[low] ?? null;
}
