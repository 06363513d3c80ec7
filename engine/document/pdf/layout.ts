/** The report's tree as the library's document: what a browser shows beside each other stands in tables here. */
import { type Element, elements, find, textOf } from './markup.ts';
import { linesOf, runsOf, type Setting, wishedWidth } from './runs.ts';

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

export function contentOf(parts: readonly Element[], setting: Setting): Content[] {
  return parts.flatMap((part) => blockOf(part, setting));
}

function blockOf(element: Element, setting: Setting): Content[] {
  const { tag, classes } = element;
  const text = (style: object) => [{ text: runsOf(element, setting), ...style }];
  if (classes.includes('note')) return [boxOf(element, setting)];
  if (classes.includes('lane')) return [laneOf(element, setting)];
  switch (tag) {
    case 'h1':
      return text({ fontSize: 15, bold: true, margin: [0, 0, 0, 2] });
    case 'h2':
      return text({
        fontSize: 11,
        bold: true,
        margin: [0, 14, 0, 4],
        headlineLevel: 2,
        ...placeOf(element),
        ...(setting.isFine ? {} : { outline: true, outlineText: textOf(element) }),
      });
    case 'h3':
      return text({ fontSize: 8.5, bold: true, margin: [0, 8, 0, 3], headlineLevel: 2, ...placeOf(element) });
    case 'p':
      return text({ margin: [0, 0, 0, 4] });
    case 'dl':
      return [factsOf(element, setting)];
    case 'nav':
      return contentsOf(element, setting);
    case 'table':
      return [tableOf(element, setting)];
    case 'footer':
      return text({ fontSize: 7, margin: [0, 18, 0, 0] });
    default:
      return contentOf(elements(element), setting);
  }
}

/** What links lead to. */
function placeOf({ attributes: { id } }: Element): object {
  return id === undefined ? {} : { id };
}

/** The headings of a document, each with its page. */
function contentsOf(nav: Element, setting: Setting): Content[] {
  const items = elements(find(nav, 'ol') ?? nav);
  const rows = items.map((item, n) => [
    { text: `${n + 1}.`, alignment: 'right' },
    { text: runsOf(item, setting) },
    { pageReference: find(item, 'a')?.attributes['href']?.slice(1) ?? '', alignment: 'right' },
  ]);
  const heading = find(nav, 'h2');
  return [
    ...(heading === null ? [] : blockOf(heading, setting)),
    { table: { widths: [14, 300, 24], body: rows }, layout: 'noBorders' },
  ];
}

function boxOf(element: Element, setting: Setting): Content {
  const inner = elements(element).some(({ tag }) => tag === 'p')
    ? contentOf(elements(element), setting)
    : [{ text: runsOf(element, setting) }];
  return { table: { widths: ['*'], body: [[{ stack: inner }]] }, layout: boxed, margin: [0, 6, 0, 6] };
}

const factsInRow = 4;
/** As the library leaves between columns without lines. */
const factsGap = 8;

function factsOf(element: Element, setting: Setting): Content {
  const cells = elements(element).map((fact) => ({
    stack: elements(fact).map((part) => ({ text: runsOf(part, setting) })),
  }));
  const rows: Content[][] = [];
  for (let at = 0; at < cells.length; at += factsInRow) {
    const row: Content[] = cells.slice(at, at + factsInRow);
    while (row.length < factsInRow) row.push({ text: '' });
    rows.push(row);
  }
  // What has no place to break would widen its column, where that is free to grow.
  const width = setting.isFine ? '*' : (pageWidth - factsGap * (factsInRow - 1)) / factsInRow;
  return {
    table: { widths: Array(factsInRow).fill(width), body: rows },
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
function laneOf(lane: Element, setting: Setting): Content {
  const heading = find(lane, 'h3');
  const rows = elements(find(lane, 'ol') ?? lane).map((item) => {
    const isChanged = item.classes.includes('changed');
    return elements(item).map((span, column) => ({
      text: runsOf(span, setting),
      border: [column === 0 && isChanged, true, false, true],
    }));
  });
  const title = { text: heading === null ? '' : runsOf(heading, setting), margin: [0, 4, 0, 0] };
  if (rows.length === 0) return title;
  return { stack: [title, { table: { widths: laneWidths, body: even(rows) }, layout: laneLines }] };
}

function tableOf(table: Element, setting: Setting): Content {
  const head = elements(find(table, 'thead') ?? table).map(elements);
  const body = elements(find(table, 'tbody') ?? table).map(elements);
  const rows = [...head, ...body].map((cells) => cells.map((cell) => cellOf(cell, setting)));
  if (rows.length === 0) return { text: '' };
  const widths = statedWidths(table) ?? widthsOf([...head, ...body]);
  const isWhole = !body.some((cells) => isTall(cells, widths));
  return {
    table: {
      ...{ headerRows: head.length, dontBreakRows: isWhole },
      ...(setting.isFine || !isWhole ? {} : { keepWithHeaderRows: 1 }),
      ...{ widths, body: even(rows) },
    },
    layout: lines,
    margin: [0, 2, 0, 4],
  };
}

/** The widest of usual characters, in points; a page has some fifty lines below the heading of a table. */
const widestCharacter = 7.5;
const mostLines = 30;

/** Whether a row may be taller than a page, where its words break badly: kept whole, it would be lost. */
function isTall(cells: readonly Element[], widths: readonly number[]): boolean {
  return cells.some((cell, column) => {
    const characters = Math.max(1, Math.floor((widths[column] ?? 0) / widestCharacter));
    return linesOf(cell, characters) > mostLines;
  });
}

function cellOf(cell: Element, setting: Setting): Content {
  const drawing = find(cell, 'svg');
  if (drawing !== null) return { canvas: elements(drawing).map(rectangleOf) };
  return {
    text: runsOf(cell, setting),
    ...(cell.classes.includes('number') ? { alignment: 'right' } : {}),
  };
}

/** Bars are drawn in pixels, of which some 96 are an inch. */
const point = 0.75;

function rectangleOf({ attributes: { width = '0', height = '0' } }: Element): object {
  const size = { w: Number(width) * point, h: Number(height) * point };
  return { type: 'rect', x: 0, y: 1.5, ...size, color: '#bbbbbb', lineColor: '#444444', lineWidth: 0.5 };
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

/** Tables that state the shares of their columns look alike, whatever they hold. */
function statedWidths({ attributes: { 'data-widths': stated } }: Element): number[] | null {
  if (stated === undefined) return null;
  const shares = stated.split(' ').map(Number);
  const available = pageWidth - cellPadding * (shares.length - 1);
  return shares.map((share) => Math.floor((available * share) / 100));
}

function widthsOf(rows: readonly (readonly Element[])[]): number[] {
  const columns = longestOf(rows);
  const wishes = Array.from({ length: columns }, (_, column) => {
    const wished = rows.map((row) => wishOf(row[column]));
    return Math.min(
      widest,
      wished.reduce((most, wish) => Math.max(most, wish), narrowest),
    );
  });
  const all = wishes.reduce((sum, wish) => sum + wish, 0);
  const available = pageWidth - cellPadding * (columns - 1);
  return wishes.map((wish) => Math.floor((available * wish) / all));
}

/** A drawing is as wide as so many characters. */
const drawingWish = 20;

function wishOf(cell: Element | undefined): number {
  if (cell === undefined) return 0;
  return find(cell, 'svg') === null ? wishedWidth(cell) : drawingWish;
}
