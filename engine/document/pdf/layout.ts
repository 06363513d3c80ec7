/** The report's tree as the library's document: what a browser shows beside each other stands in tables here. */
import type { FontCoverage } from './fonts.ts';
import { type Element, elements, find } from './markup.ts';
import { runsOf, wishedWidth } from './runs.ts';

type Content = object;

/** Points: A4 across, less the margins. */
const pageWidth = 842 - 2 * 40;
const cellPadding = 6;
/** Columns share the page by how wide they would like to be, within reason, in characters. */
const [narrowest, widest] = [5, 34];

const lines = {
  hLineWidth: () => 0.4,
  vLineWidth: () => 0,
  hLineColor: () => '#bbbbbb',
  paddingLeft: (column: number) => (column === 0 ? 0 : cellPadding),
  paddingRight: () => 0,
  paddingTop: () => 2,
  paddingBottom: () => 2,
};
const boxed = {
  ...lines,
  vLineWidth: () => 0.4,
  vLineColor: () => '#bbbbbb',
  paddingLeft: () => 8,
  paddingRight: () => 8,
};

export function contentOf(parts: readonly Element[], coverage: FontCoverage): Content[] {
  return parts.flatMap((part) => blockOf(part, coverage));
}

function blockOf(element: Element, coverage: FontCoverage): Content[] {
  const { tag, classes } = element;
  const text = (style: object) => [{ text: runsOf(element, coverage), ...style }];
  if (classes.includes('note')) return [boxOf(element, coverage)];
  if (classes.includes('lane')) return [laneOf(element, coverage)];
  switch (tag) {
    case 'h1':
      return text({ fontSize: 15, bold: true, margin: [0, 0, 0, 2] });
    case 'h2':
      return text({ fontSize: 11, bold: true, margin: [0, 14, 0, 4], headlineLevel: 2 });
    case 'p':
      return text({ margin: [0, 0, 0, 4] });
    case 'dl':
      return [factsOf(element, coverage)];
    case 'table':
      return [tableOf(element, coverage)];
    case 'footer':
      return text({ fontSize: 7, margin: [0, 18, 0, 0] });
    default:
      return contentOf(elements(element), coverage);
  }
}

function boxOf(element: Element, coverage: FontCoverage): Content {
  const inner = elements(element).some(({ tag }) => tag === 'p')
    ? contentOf(elements(element), coverage)
    : [{ text: runsOf(element, coverage) }];
  return { table: { widths: ['*'], body: [[{ stack: inner }]] }, layout: boxed, margin: [0, 6, 0, 6] };
}

const factsInRow = 4;

function factsOf(element: Element, coverage: FontCoverage): Content {
  const cells = elements(element).map((fact) => ({
    stack: elements(fact).map((part) => ({ text: runsOf(part, coverage) })),
  }));
  const rows: Content[][] = [];
  for (let at = 0; at < cells.length; at += factsInRow) {
    const row: Content[] = cells.slice(at, at + factsInRow);
    while (row.length < factsInRow) row.push({ text: '' });
    rows.push(row);
  }
  return {
    table: { widths: Array(factsInRow).fill('*'), body: rows },
    layout: 'noBorders',
    margin: [0, 8, 0, 0],
  };
}

/** The columns of a lane: time, product and model, verdict, score, action. */
const laneWidths = [130, 300, 150, 60, 90];
const laneLines = {
  ...lines,
  vLineWidth: (column: number) => (column === 0 ? 1.5 : 0),
  paddingLeft: () => cellPadding,
};

/** One image and its checks in a row each; a line at the left marks a change, as on the page. */
function laneOf(lane: Element, coverage: FontCoverage): Content {
  const heading = find(lane, 'h3');
  const rows = elements(find(lane, 'ol') ?? lane).map((item) => {
    const isChanged = item.classes.includes('changed');
    return elements(item).map((span, column) => ({
      text: runsOf(span, coverage),
      border: [column === 0 && isChanged, true, false, true],
    }));
  });
  const title = { text: heading === null ? '' : runsOf(heading, coverage), margin: [0, 4, 0, 0] };
  if (rows.length === 0) return title;
  return { stack: [title, { table: { widths: laneWidths, body: even(rows) }, layout: laneLines }] };
}

function tableOf(table: Element, coverage: FontCoverage): Content {
  const head = elements(find(table, 'thead') ?? table).map(elements);
  const body = elements(find(table, 'tbody') ?? table).map(elements);
  const rows = [...head, ...body].map((cells) =>
    cells.map((cell) => ({
      text: runsOf(cell, coverage),
      ...(cell.classes.includes('number') ? { alignment: 'right' } : {}),
    })),
  );
  if (rows.length === 0) return { text: '' };
  return {
    table: {
      ...{ headerRows: head.length, dontBreakRows: true },
      ...{ widths: widthsOf([...head, ...body]), body: even(rows) },
    },
    layout: lines,
    margin: [0, 2, 0, 4],
  };
}

/** Rows of one length, as the library insists on. */
function even(rows: readonly Content[][]): Content[][] {
  const most = longestOf(rows);
  return rows.map((row) => [...row, ...Array.from({ length: most - row.length }, () => ({ text: '' }))]);
}

/** A table may have more rows than a call takes arguments. */
function longestOf(rows: readonly (readonly unknown[])[]): number {
  return rows.reduce((most, row) => Math.max(most, row.length), 0);
}

function widthsOf(rows: readonly (readonly Element[])[]): number[] {
  const columns = longestOf(rows);
  const wishes = Array.from({ length: columns }, (_, column) => {
    const wished = rows.map((row) => (row[column] === undefined ? 0 : wishedWidth(row[column])));
    return Math.min(
      widest,
      wished.reduce((most, wish) => Math.max(most, wish), narrowest),
    );
  });
  const all = wishes.reduce((sum, wish) => sum + wish, 0);
  const available = pageWidth - cellPadding * (columns - 1);
  return wishes.map((wish) => Math.floor((available * wish) / all));
}
