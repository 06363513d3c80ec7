import {
  type Axis,
  type ChainSummary,
  type Finding,
  isObservation,
  type VerifyReport,
} from '../domain/verification.ts';
import { countText } from './counted.ts';
import { failures, findingLines, marks } from './finding-lines.ts';
import { packAmount } from './pack-words.ts';
import { printable } from './printable.ts';

/** Of a page as any printer or editor takes it: characters across, lines down. */
const width = 80;
const height = 60;

export interface ReportFacts {
  readonly path: string;
  /** ISO 8601. */
  readonly time: string;
  readonly version: string;
}

/** A verification report in pages of plain text, with all findings that it lists; form feeds between the pages. */
export function reportPages(report: VerifyReport, facts: ReportFacts): string {
  const pages = paged([
    ...opening(report, facts),
    ...axesLines(report),
    ...chainLines(report),
    ...findingsOf(report),
    ...meanings,
  ]);
  const title = `Casebound ${facts.version}: integrity of ${printable(facts.path)}`;
  return pages
    .map((lines, n) => {
      const number = `page ${n + 1} of ${pages.length}`;
      const head = `${cut(title, width - number.length - 2).padEnd(width - number.length)}${number}`;
      return [head, '', ...lines].join('\n');
    })
    .join('\n\f');
}

function opening(
  { ok, axes, kind, findingsTotal, pack }: VerifyReport,
  { path, time }: ReportFacts,
): string[] {
  const count = (status: Axis['status']) => axes.filter((axis) => axis.status === status).length;
  const outcome = ok ? 'Nothing fails.' : failures(count('fail'));
  const packFacts =
    pack === undefined
      ? []
      : [
          ...fact('Pack', printable(`${pack.name}, of the case ${pack.title}`)),
          ...fact('About', printable(`${pack.about}: ${packAmount(pack)}`)),
        ];
  return [
    ...fact('Verified', `${printable(path)}, ${kinds[kind]}`),
    ...packFacts,
    ...fact('At', `${time} by the clock of this machine`),
    ...fact(
      'Outcome',
      `${outcome} ${count('pass')} pass, ${count('unverifiable')} cannot be known, ${count('absent')} have nothing to check.`,
    ),
    ...fact('Findings', String(findingsTotal)),
  ];
}

const kinds: Readonly<Record<VerifyReport['kind'], string>> = {
  case: 'a case file',
  pack: 'a sealed pack',
  export: 'an export as it stands',
};

function axesLines({ axes, names = {}, files = {} }: VerifyReport): string[] {
  const subjects = [...new Set(axes.map(({ subject }) => subject))];
  return subjects.flatMap((subject) => {
    const name = names[subject];
    const file = files[subject];
    return [
      '',
      ...wrapped(printable(name === undefined ? subject : `${subject}: ${name}`), ''),
      ...(file === undefined ? [] : [`${countText(file.bytes)} bytes, SHA-256`, file.sha256]),
      ...axes
        .filter((axis) => axis.subject === subject)
        .flatMap(({ axis, status, reason }) =>
          wrapped(printable(reason), `  ${axis.padEnd(13)}${marks[status].padEnd(19)}`),
        ),
    ];
  });
}

function chainLines({ chain, chains }: VerifyReport): string[] {
  if (chains !== undefined) return chains.flatMap((each) => [...chainOf(each, each.subject)]);
  return chain === null ? [] : chainOf(chain, 'the pack');
}

function chainOf(
  { profile, detected, covers, omits, recompute, looked, notes = [] }: ChainSummary,
  subject: string,
): string[] {
  const named = profile === null ? 'no profile recomputes the hashes' : printable(profile);
  const lines = ['', ...wrapped(named, `Chain of ${subject}: `)];
  if (profile !== null) {
    if (recompute !== undefined)
      lines.push(
        ...fact(
          'recompute',
          `${recompute} of the first ${looked} entries that carry a hash; the profile was ${detected ? 'found by recomputing' : 'given'}`,
        ),
      );
    lines.push(...fact('covers', printable(covers.join(', ')) || 'nothing'));
    lines.push(...fact('omits', printable(omits.join(', ')) || 'nothing'));
  }
  return [...lines, ...notes.flatMap((note) => fact('note', printable(note)))];
}

/** What bears on an answer first; observations apart. */
function findingsOf({ findings, findingsTotal }: VerifyReport): string[] {
  if (findingsTotal === 0) return ['', 'No findings.'];
  const told = (title: string, some: readonly Finding[]) =>
    some.length === 0 ? [] : ['', title, ...some.flatMap(findingText)];
  const unlisted = findingsTotal - findings.length;
  return [
    ...told(
      'Findings',
      findings.filter((finding) => !isObservation(finding)),
    ),
    ...told('Observations, which fail nothing', findings.filter(isObservation)),
    ...(unlisted > 0 ? ['', `... and ${unlisted} more findings, which are counted and not listed`] : []),
  ];
}

function findingText(finding: Finding): string[] {
  return findingLines(finding).flatMap((line) => {
    const text = line.trimStart();
    return wrapped(text, ' '.repeat(line.length - text.length));
  });
}

const meanings = [
  '',
  'What the words mean',
  ...wrapped('it was checked, and holds', '  pass          '),
  ...wrapped('it was checked, and does not hold; the findings say where', '  fail          '),
  ...wrapped('it cannot be known from what is here, for the reason given', '  unverifiable  '),
  ...wrapped('there is nothing that could be checked', '  absent        '),
  ...wrapped(
    'Entries removed at the end of a trail leave no trace in it, and whoever has a case file could write all of it anew: a receipt that left the machine before shows either. Nothing here is a legal conclusion.',
    '',
  ),
];

function fact(name: string, text: string): string[] {
  return wrapped(text, `  ${name.padEnd(11)}`);
}

/** Lines of at most a page's width, at blanks where there are any; later ones stand under the first word. */
function wrapped(text: string, lead: string): string[] {
  const room = Math.max(20, width - lead.length);
  const indent = ' '.repeat(Math.min(lead.length, width - 20));
  const lines: string[] = [];
  let rest = text;
  do {
    const blank = rest.length <= room ? rest.length : rest.lastIndexOf(' ', room);
    const at = blank <= 0 ? room : blank;
    lines.push(`${lines.length === 0 ? lead : indent}${rest.slice(0, at)}`.trimEnd());
    rest = rest.slice(at).trimStart();
  } while (rest !== '');
  return lines;
}

function paged(lines: readonly string[]): string[][] {
  const pages: string[][] = [];
  for (let at = 0; at < lines.length; at += height) pages.push(lines.slice(at, at + height));
  return pages;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
