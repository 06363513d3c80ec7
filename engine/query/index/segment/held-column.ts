import { findColumn } from '../../../../shared/domain/columns.ts';
import { isCoded } from '../../../case/schema.ts';
import type { Cell } from '../../rows-scan.ts';
import { endOfText } from '../folded-texts.ts';
import { firstLiteral, noCode, notUnderstood } from './arrays.ts';
import { damaged, type SegmentColumn } from './segment.ts';

/** How a column of a segment is held against the rows that it was made from: each by what costs least. */
export interface HeldColumn {
  readonly name: string;
  /** SQL that counts rows which say what the arrays, or the lack of them, rule out. */
  readonly against: readonly string[];
  /** SQL for cells of a row, and whether they are what the arrays have at the n-th entry. */
  readonly cells: {
    readonly select: readonly string[];
    agrees(n: number, row: readonly Cell[], at: number): boolean;
  } | null;
  /** The text that the rows must make together; null for a column that is no text, or has none. */
  readonly text: Buffer | null;
}

/** @throws DamagedIndex */
export function heldColumn(name: string, segment: SegmentColumn): HeldColumn {
  if (isCoded(name) || name === 'source') return heldCodes(name, segment);
  const kind = findColumn(name)?.kind;
  if (kind === 'time') return heldTimes(name, segment);
  if (kind === 'number') return heldNumbers(name, segment);
  const text = segment.text();
  return { name, against: text === null ? [stated(name)] : [], cells: null, text };
}

function stated(column: string): string {
  return `count(e.${column})`;
}

function heldCodes(name: string, segment: SegmentColumn): HeldColumn {
  const codes = segment.codes();
  if (codes === null) return { name, against: [stated(name)], cells: null, text: null };
  const values = textsIn(segment.values());
  const agrees = (n: number, row: readonly Cell[], at: number): boolean => {
    const code = codes[n] as number;
    const cell = row[at] ?? null;
    if (typeof cell === 'number') return code === cell + 1 && code < firstLiteral;
    return cell === null ? code === noCode : code >= firstLiteral && values[code - firstLiteral] === cell;
  };
  return { name, against: [], cells: { select: [`e.${name}`], agrees }, text: null };
}

function textsIn(packed: Buffer | null): string[] {
  const texts: string[] = [];
  if (packed === null) return texts;
  for (let start = 0; start < packed.length; ) {
    const end = packed.indexOf(endOfText, start);
    if (end === -1) throw damaged('values that do not end');
    texts.push(packed.toString('utf8', start, end));
    start = end + 1;
  }
  return texts;
}

function heldNumbers(name: string, segment: SegmentColumn): HeldColumn {
  const numbers = segment.numbers('numbers');
  if (numbers === null) return { name, against: [stated(name)], cells: null, text: null };
  const agrees = (n: number, row: readonly Cell[], at: number) =>
    Object.is(numbers[n], row[at] ?? Number.NaN);
  return { name, against: [], cells: { select: [`e.${name}`], agrees }, text: null };
}

function heldTimes(name: string, segment: SegmentColumn): HeldColumn {
  const ms = segment.numbers('ms');
  const ns = segment.ns();
  const finer = `count(*) FILTER (WHERE e.${name}_ns <> 0)`;
  if (ms === null)
    return { name, against: [stated(name), stated(`${name}_text`), finer], cells: null, text: null };
  const agrees = (n: number, row: readonly Cell[], at: number): boolean => {
    const moment = row[at] ?? null;
    if (moment === null) return Object.is(ms[n], row[at + 1] === 1 ? notUnderstood : Number.NaN);
    return Object.is(ms[n], moment) && (ns === null || ns[n] === (row[at + 2] ?? 0));
  };
  const select = [`e.${name}`, `e.${name} IS NULL AND e.${name}_text IS NOT NULL`];
  if (ns !== null) select.push(`e.${name}_ns`);
  return { name, against: ns === null ? [finer] : [], cells: { select, agrees }, text: null };
}
