/** Whether what a pack states of its entries, and a person reads, is what they say themselves: their ids, and from when to when they are. */
import type { Finding } from '../../shared/domain/verification.ts';
import { paths } from '../../shared/pack/layout.ts';
import type { AnyIndexLine, PackSource, PackSources } from '../../shared/pack/lines.ts';
import { momentText } from '../../shared/time/moment.ts';
import { administrationWindow } from '../history/administration.ts';

/** What the mapping reads in an entry. */
export interface Read {
  readonly entryId: string | null;
  /** In milliseconds since 1970. */
  readonly time: number | null;
}

type Fault = Pick<Finding, 'code' | 'message' | 'member' | 'line' | 'expected' | 'actual'>;
interface Bounds {
  first: number;
  last: number;
}

export class StatementCheck {
  private readonly described: PackSources;
  /** The first label that is another: the ones behind it may all be. */
  private label: Fault | null = null;
  /** By source, of the entries in the pack. */
  private readonly bounds = new Map<number, Bounds>();
  /** Of the entries of the scope. */
  private scope: Bounds | null = null;

  constructor(described: PackSources) {
    this.described = described;
  }

  /** To be called with each line of the index that has an entry. */
  add(line: Exclude<AnyIndexLine, { readonly withheld: true }>, { entryId, time }: Read): void {
    if ((line.entryId ?? null) !== entryId) this.label ??= labelFault(line, entryId);
    if (time === null) return;
    this.bounds.set(line.source, widened(this.bounds.get(line.source), time));
    if (line.related === undefined) this.scope = widened(this.scope ?? undefined, time);
  }

  faults(): Fault[] {
    const { sources, pack } = this.described;
    const faults = sources.filter(({ records }) => records > 0).map((source) => this.periodFault(source));
    const windows = (pack.related ?? [])
      .filter(({ reason }) => reason === 'administration')
      .map(({ window }) => this.windowFault(window));
    return [this.label, ...faults, ...windows].filter((fault) => fault !== null);
  }

  /** Times that stay back are in no period that is told; those of entries that are not in the pack are. */
  private periodFault({ id, period, records, tree }: PackSource): Fault | null {
    const found = this.bounds.get(id);
    const isWhole = records === tree.size && !this.holdsBack;
    const told = period === null ? null : { first: period.from, last: period.to };
    const [first, last] = found === undefined ? [] : [momentText(found.first), momentText(found.last)];
    const isSo =
      first === undefined || last === undefined
        ? told === null || !isWhole
        : told === null
          ? this.holdsBack
          : isWhole
            ? told.first === first && told.last === last
            : told.first <= first && told.last >= last;
    if (isSo) return null;
    const message = `the period of source ${id} is not that of its entries`;
    return periodFault(message, first === undefined ? null : `${first} to ${last}`, period);
  }

  private windowFault(window: PackSource['period']): Fault | null {
    if (this.holdsBack) return null;
    const { scope } = this;
    const { from, to } = scope === null ? {} : administrationWindow(scope.first, scope.last);
    const expected = from === undefined || to === undefined ? null : [momentText(from), momentText(to)];
    const stated = window === null ? null : [window.from, window.to];
    if (expected?.join(' to ') === stated?.join(' to ')) return null;
    const message = 'administrative events were looked for in another time than around the entries';
    return periodFault(message, expected === null ? null : expected.join(' to '), window);
  }

  private get holdsBack(): boolean {
    const { withheld, masked } = this.described.pack;
    return withheld + masked > 0;
  }
}

function labelFault(
  { n, entryId }: { readonly n: number; readonly entryId?: string | undefined },
  stated: string | null,
): Fault {
  const message = `line ${n + 1} names its entry by another id than the entry states`;
  return {
    code: 'LABEL_ALTERED',
    message,
    member: paths.index,
    line: n + 1,
    expected: stated ?? 'none',
    actual: entryId ?? 'none',
  };
}

function periodFault(message: string, expected: string | null, stated: PackSource['period']): Fault {
  const actual = stated === null ? 'none' : `${stated.from} to ${stated.to}`;
  return { code: 'PERIOD_ALTERED', message, member: paths.sources, expected: expected ?? 'none', actual };
}

function widened(bounds: Bounds | undefined, time: number): Bounds {
  if (bounds === undefined) return { first: time, last: time };
  if (time < bounds.first) bounds.first = time;
  if (time > bounds.last) bounds.last = time;
  return bounds;
}
