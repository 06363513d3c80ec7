import type { Breakdown, Coverage, Figure, GuidedReport } from '../../../shared/domain/guided-report.ts';
import { counted } from '../../../shared/report/counted.ts';
import type { Sheet, SheetCell } from '../../document/workbook.ts';
import { byStatus } from './markup/unproven.ts';

type Row = Sheet['rows'][number];

const headingRow = (...cells: string[]): Row => ({ cells, isHeading: true });
const row = (...cells: SheetCell[]): Row => ({ cells });

/** The report as sheets to sort and to count again: numbers as numbers, each with the query that it is of. */
export function sheetsOf(report: GuidedReport, carried: string): Sheet[] {
  return [
    reportSheet(report, carried),
    figuresSheet(report),
    breakdownsSheet(report),
    statementsSheet(report),
    listsSheet(report),
    entriesSheet(report),
    coverageSheet(report.coverage),
  ];
}

function reportSheet(report: GuidedReport, carried: string): Sheet {
  const { wish, state, sections } = report;
  return {
    name: 'Report',
    widths: [30, 110],
    wraps: true,
    rows: [
      headingRow(report.title, report.question),
      row('Case', report.case.title),
      row('Case UUID', report.case.uuid),
      ...(wish.subject === null ? [] : [row(wish.question === 'image' ? 'Image' : 'Claim', wish.subject)]),
      ...(wish.query === '' ? [] : [row('Narrowed by', wish.query)]),
      row('Entries that were looked at', report.scope),
      row('State of the case', `custody event ${state.seq}, ${state.time}`),
      row('Hash of that event', state.hash),
      row('Written by', `Casebound ${report.version}`),
      row(null, null),
      row(
        'What it says',
        'This report states what entries of the case state. It draws no legal conclusion. Beside each figure stands the query that shows the entries which were counted.',
      ),
      row(
        'How to check it',
        `casebound report CASE --check FILE makes the report again from the case as it was at custody event ${state.seq}, compares every figure, statement and list, and compares this file with what Casebound writes for them, byte for byte. Saved by another program, the file is no longer what Casebound wrote.`,
      ),
      row(
        'SHA-256 of a figure',
        'Of the SHA-256 values of its entries\u2019 exact bytes, 32 bytes each, one after the other in the order of source and ordinal.',
      ),
      row('Data', carried),
      row(null, null),
      ...sections.map(({ title, rule }, n) => row(`${n + 1}. ${title}`, rule)),
    ],
  };
}

const figureHeadings = ['Figure', 'Unit', 'Query', 'Entries', 'SHA-256'] as const;
const figureWidths = [10, 10, 48, 10, 66] as const;

function figureCells({ value, unit, query, entries, digest }: Figure): SheetCell[] {
  return [value, unit, query, entries, digest];
}

function figuresSheet({ sections, coverage }: GuidedReport): Sheet {
  const rows = [...sections, { title: 'Coverage', figures: coverage.figures }].flatMap(({ title, figures }) =>
    figures.map((figure) => row(title, figure.label, ...figureCells(figure))),
  );
  return {
    name: 'Figures',
    widths: [26, 44, ...figureWidths],
    rows: [headingRow('Section', 'What was counted', ...figureHeadings), ...rows],
  };
}

function breakdownsSheet({ sections }: GuidedReport): Sheet {
  const rows = sections.flatMap(({ title, breakdowns }) =>
    breakdowns.flatMap((breakdown) => breakdownRows(title, breakdown)),
  );
  return {
    name: 'Breakdowns',
    widths: [26, 26, 14, 30, ...figureWidths],
    rows: [headingRow('Section', 'Breakdown', 'Column', 'Value', ...figureHeadings), ...rows],
  };
}

function breakdownRows(section: string, { title, heading, figures, more }: Breakdown): Row[] {
  const rows = figures.map((figure) => row(section, title, heading, figure.label, ...figureCells(figure)));
  if (more > 0)
    rows.push(row(section, title, heading, `[${counted(more, 'value is', 'values are')} not listed]`));
  return rows;
}

function statementsSheet({ sections }: GuidedReport): Sheet {
  return {
    name: 'Statements',
    widths: [26, 24, 80, 48],
    wraps: true,
    rows: [
      headingRow('Section', 'Code', 'Statement', 'Query'),
      ...sections.flatMap(({ title, statements }) =>
        statements.map(({ code, text, query }) => row(title, code, text, query)),
      ),
    ],
  };
}

function listsSheet({ sections }: GuidedReport): Sheet {
  return {
    name: 'Lists',
    widths: [26, 40, 48, 14, 14],
    rows: [
      headingRow('Section', 'List', 'Query', 'Entries', 'On sheet Entries'),
      ...sections.flatMap(({ title, lists }) =>
        lists.map((list) => row(title, list.title, list.query, list.total, list.entries.length)),
      ),
    ],
  };
}

const entryHeadings = [
  ...['Section', 'List', 'Source', 'Ordinal', 'Line', 'Entry', 'Time, as stated', 'Product', 'Model'],
  ...['Verdict', 'Confidence', 'Risk', 'Event', 'Action', 'Actor', 'Image', 'Claim', 'SHA-256'],
];
const entryWidths = [26, 40, 8, 9, 9, 28, 27, 14, 16, 16, 11, 9, 18, 16, 24, 20, 18, 66];

function entriesSheet({ sections }: GuidedReport): Sheet {
  const rows = sections.flatMap(({ title, lists }) =>
    lists.flatMap((list) =>
      list.entries.map((e) => ({
        cells: [
          ...[title, list.title, e.source, e.ordinal, e.line, e.id, e.time, e.product, e.modelVersion],
          ...[e.verdict, e.confidence, e.riskScore, e.event, e.action, e.actor, e.image, e.claim, e.content],
        ],
      })),
    ),
  );
  return { name: 'Entries', widths: entryWidths, rows: [headingRow(...entryHeadings), ...rows] };
}

function coverageSheet({ sources, period, gaps, moreGaps, unproven, passed, findings }: Coverage): Sheet {
  return {
    name: 'Coverage',
    widths: [22, 40, 22, 22, 12, 12, 12, 12, 12, 12, 66],
    rows: [
      headingRow(
        ...['Source', 'File', 'System', 'Form', 'Bytes', 'Entries', 'In scope'],
        ...['Duplicates', 'Quarantined', 'Conflicts', 'SHA-256'],
      ),
      ...sources.map((s) =>
        row(
          ...[s.id, s.name, s.system, s.format, s.bytes, s.entries, s.inScope],
          ...[s.duplicates, s.quarantined, s.conflicts, s.sha256],
        ),
      ),
      row(null),
      headingRow('Period (UTC)', 'From', 'To'),
      row(null, period?.from ?? 'no time is understood', period?.to ?? null),
      row(null),
      headingRow('Gaps (UTC)', 'First day', 'Last day', 'Days'),
      ...gaps.map(({ from, to, days }) => row(null, from, to, days)),
      ...(moreGaps > 0
        ? [row(null, `[${counted(moreGaps, 'shorter gap is', 'shorter gaps are')} not listed]`)]
        : []),
      row(null),
      headingRow('Not shown to hold', 'Question', 'Of', 'Answer', 'Why'),
      ...byStatus(unproven).map(({ axis, subject, status, reason }) =>
        row(null, axis, subject, status === 'unverifiable' ? 'cannot be verified' : status, reason),
      ),
      row(null, `${counted(passed, 'answer passes', 'answers pass')}`),
      row(null, `${counted(findings, 'finding', 'findings')} in the whole case`),
    ],
  };
}
