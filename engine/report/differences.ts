/** Where a report in a file says otherwise than the same report made anew. */
import type {
  Breakdown,
  Coverage,
  EntryList,
  Figure,
  GuidedReport,
  ReportDifference,
  ReportEntry,
  ReportSection,
  Statement,
} from '../../shared/domain/guided-report.ts';
import { counted, countText } from '../../shared/report/counted.ts';

/** Differences that are listed. */
const mostListed = 1_000;

/** All differences, in the order of the report; the first of them are kept. */
export class Differences {
  readonly listed: ReportDifference[] = [];
  private total = 0;

  get more(): number {
    return this.total - this.listed.length;
  }

  add(difference: ReportDifference): void {
    this.total++;
    if (this.listed.length < mostListed) this.listed.push(difference);
  }

  /** Of one thing that both have. */
  hold(id: string, what: string, file: Said, now: Said, query: string | null = null): void {
    if (file !== now) this.add({ id, what, query, file: saidText(file), now: saidText(now) });
  }
}

type Said = string | number | null;

function saidText(said: Said): string | null {
  return typeof said === 'number' ? countText(said) : said;
}

export function differencesOf(file: GuidedReport, now: GuidedReport): Differences {
  const found = new Differences();
  found.hold('case.title', 'Title of the case', file.case.title, now.case.title);
  found.hold('title', 'Title', file.title, now.title);
  found.hold('question', 'Question', file.question, now.question);
  found.hold('scope', 'Query of what was looked at', file.scope, now.scope);
  align(found, 'sections', 'Sections', file.sections, now.sections, () => byId, {
    told: ({ title }) => title,
    both: (a, b) => sections(found, a, b),
  });
  coverages(found, file.coverage, now.coverage);
  return found;
}

function sections(found: Differences, file: ReportSection, now: ReportSection): void {
  const { id, title } = now;
  found.hold(id, `${title}: title`, file.title, title);
  found.hold(id, `${title}: rule`, file.rule, now.rule);
  figures(found, title, file.figures, now.figures);
  align(found, id, `${title}: breakdowns`, file.breakdowns, now.breakdowns, () => byId, {
    told: (each) => each.title,
    both: (a, b) => breakdowns(found, title, a, b),
  });
  const ofStatement = numbered<Statement>(({ code }) => code);
  align(found, id, `${title}: statements`, file.statements, now.statements, ofStatement, {
    told: ({ text }) => text,
    query: ({ query }) => query,
    both: (a, b) => {
      found.hold(`${id}.${b.code}`, `${title}: statement ${b.code}`, a.text, b.text, b.query);
      found.hold(`${id}.${b.code}`, `${title}: query of the statement ${b.code}`, a.query, b.query, b.query);
    },
  });
  align(found, id, `${title}: lists`, file.lists, now.lists, () => byId, {
    told: (each) => each.title,
    both: (a, b) => lists(found, a, b),
  });
}

function breakdowns(found: Differences, of: string, file: Breakdown, now: Breakdown): void {
  const what = `${of}: ${now.title}`;
  found.hold(now.id, `${what}: title`, file.title, now.title);
  found.hold(now.id, `${what}: heading`, file.heading, now.heading);
  figures(found, what, file.figures, now.figures);
  found.hold(now.id, `${what}: values that are not listed`, file.more, now.more);
}

function figures(found: Differences, of: string, file: readonly Figure[], now: readonly Figure[]): void {
  align(found, of, `${of}: figures`, file, now, () => byId, {
    told: (figure) => `${figure.label}: ${amount(figure)}`,
    query: ({ query }) => query,
    both: (a, b) => {
      const what = `${of}: ${b.label}`;
      found.hold(b.id, `${what}: label`, a.label, b.label, b.query);
      found.hold(b.id, what, amount(a), amount(b), b.query);
      found.hold(b.id, `${what}: entries that it was counted from`, a.entries, b.entries, b.query);
      found.hold(b.id, `${what}: query`, a.query, b.query, b.query);
      found.hold(b.id, `${what}: digest of its entries`, a.digest, b.digest, b.query);
    },
  });
}

function amount({ value, unit }: Figure): string {
  return counted(value, unit === 'entries' ? 'entry' : unit.slice(0, -1), unit);
}

function lists(found: Differences, file: EntryList, now: EntryList): void {
  const { id, title, query } = now;
  found.hold(id, `${title}: title`, file.title, title, query);
  found.hold(id, `${title}: query`, file.query, query, query);
  found.hold(id, `${title}: entries`, file.total, now.total, query);
  const place = ({ source, ordinal }: ReportEntry) => `source ${source}, record ${ordinal}`;
  align(found, id, `${title}: entries listed`, file.entries, now.entries, () => place, {
    told: (entry) => `${place(entry)}, ${entry.content}`,
    both: (a, b) => {
      for (const name of Object.keys(b) as (keyof ReportEntry)[])
        found.hold(id, `${title}: ${place(b)}: ${name}`, a[name], b[name], `sha256:${b.content}`);
    },
  });
}

function coverages(found: Differences, file: Coverage, now: Coverage): void {
  const what = 'What the answer rests on';
  align(
    found,
    'coverage.sources',
    `${what}: sources`,
    file.sources,
    now.sources,
    () =>
      ({ id }) =>
        String(id),
    {
      told: ({ id, name }) => `source ${id}, ${name}`,
      both: (a, b) => {
        for (const name of Object.keys(b) as (keyof typeof b)[])
          found.hold(`coverage.sources.${b.id}`, `${what}: source ${b.id}: ${name}`, a[name], b[name]);
      },
    },
  );
  found.hold('coverage.period', `${what}: first time`, file.period?.from ?? null, now.period?.from ?? null);
  found.hold('coverage.period', `${what}: last time`, file.period?.to ?? null, now.period?.to ?? null);
  figures(found, what, file.figures, now.figures);
  align(
    found,
    'coverage.gaps',
    `${what}: gaps`,
    file.gaps,
    now.gaps,
    () =>
      ({ from }) =>
        from,
    {
      told: ({ from, to }) => `${from} to ${to}`,
      both: (a, b) => {
        found.hold('coverage.gaps', `${what}: end of the gap from ${b.from}`, a.to, b.to);
        found.hold('coverage.gaps', `${what}: days of the gap from ${b.from}`, a.days, b.days);
      },
    },
  );
  found.hold('coverage.moreGaps', `${what}: gaps that are not listed`, file.moreGaps, now.moreGaps);
  const axis = (each: Coverage['unproven'][number]) => `${each.axis} of ${each.subject}`;
  align(
    found,
    'coverage.unproven',
    `${what}: what was not shown`,
    file.unproven,
    now.unproven,
    numbered(axis),
    {
      told: (each) => `${axis(each)}: ${each.status}, ${each.reason}`,
      both: (a, b) => {
        found.hold('coverage.unproven', `${what}: ${axis(b)}`, a.status, b.status);
        found.hold('coverage.unproven', `${what}: reason of ${axis(b)}`, a.reason, b.reason);
      },
    },
  );
  found.hold('coverage.passed', `${what}: answers of the verification that pass`, file.passed, now.passed);
  found.hold('coverage.findings', `${what}: findings of the verification`, file.findings, now.findings);
}

/** Made anew for each list, as it may count what it has named. */
type Keys<T> = () => (each: T) => string;

/** Several with the same key are told apart by their order. */
function numbered<T>(key: (each: T) => string): Keys<T> {
  return () => {
    // A file may hold a million of them.
    const counts = new Map<string, number>();
    return (each) => {
      const name = key(each);
      const n = (counts.get(name) ?? 0) + 1;
      counts.set(name, n);
      return n === 1 ? name : `${name}\0${n}`;
    };
  };
}

const byId = ({ id }: { readonly id: string }) => id;

interface Telling<T> {
  /** One that only one of them has, in words. */
  readonly told: (each: T) => string;
  readonly query?: (each: T) => string | null;
  readonly both: (file: T, now: T) => void;
}

/** Holds two lists against each other by their keys, and then their order. One that a key names twice is one too many. */
function align<T>(
  found: Differences,
  id: string,
  what: string,
  file: readonly T[],
  now: readonly T[],
  keys: Keys<T>,
  { told, query = () => null, both }: Telling<T>,
): void {
  const [inFile, extra] = keyed(file, keys());
  const [inCase] = keyed(now, keys());
  for (const [name, each] of inCase) {
    const stated = inFile.get(name);
    if (stated === undefined) found.add({ id, what, query: query(each), file: null, now: told(each) });
    else both(stated, each);
  }
  for (const [name, each] of inFile) if (!inCase.has(name)) extra.push(each);
  for (const each of extra) found.add({ id, what, query: null, file: told(each), now: null });
  const common = [...inFile.keys()].filter((name) => inCase.has(name));
  const isInOrder = [...inCase.keys()]
    .filter((name) => inFile.has(name))
    .every((name, n) => name === common[n]);
  if (!isInOrder) found.add({ id, what, query: null, file: 'another order', now: 'the order of the case' });
}

function keyed<T>(list: readonly T[], key: (each: T) => string): [Map<string, T>, T[]] {
  const byKey = new Map<string, T>();
  const extra: T[] = [];
  for (const each of list) {
    const name = key(each);
    if (byKey.has(name)) extra.push(each);
    else byKey.set(name, each);
  }
  return [byKey, extra];
}
