import { decodeText, type Encoding } from '../../../shared/bytes/encoded-text.ts';
import type { Layout } from '../layout/layout.ts';
import { readerFor, splitterFor } from '../reading/formats.ts';
import type { JsonObject } from '../record/read-record.ts';
import { completed } from './completed-json.ts';
import { detectEncoding } from './detect-encoding.ts';
import { beginsTable, detectTable } from './detect-table.ts';
import { isLikeRecord, otherRecords, recordsMember, usualMembers } from './records-member.ts';

/** Records looked at. */
const sampleRecords = 200;

/** What a mapping states of the form; the rest is found out. */
export interface FormHints {
  /** Each from the top of a document to its records; of several the first that is there. */
  readonly records?: readonly (readonly string[])[] | undefined;
  /** Of a table. */
  readonly delimiter?: string | undefined;
}

export interface DetectedForm {
  readonly layout: Layout;
  /** Why that is believed, in words for people. */
  readonly evidence: readonly string[];
  /** The first records that can be read; where the sample ends in the first, what of it there is. */
  readonly values: readonly JsonObject[];
}

/** Why the bytes are no trail in any form that is known. */
export interface UnknownForm {
  readonly layout: null;
  readonly why: string;
}

/**
 * In what form records stand in a source, by its first bytes alone.
 *
 * @param sample the first bytes, a MiB or so
 * @param atEnd whether they are all of the source's
 */
export function detectForm(
  sample: Buffer,
  atEnd: boolean,
  hints: FormHints = {},
): DetectedForm | UnknownForm {
  if (sample.length === 0) return { layout: { form: 'empty' }, evidence: ['the file is empty'], values: [] };
  const encoded = detectEncoding(sample);
  if (encoded === null) return { layout: null, why: 'it is binary data' };
  const { encoding } = encoded;
  const whole = encoding === 'utf-8' ? sample : sample.subarray(0, sample.length & ~1);
  const text = decodeText(encoding, whole).replace(/^\ufeff/, '');
  const form = hints.delimiter === undefined && !beginsTable(text) ? detectJson(text, atEnd, hints) : null;
  if (form !== null)
    return {
      ...form,
      layout: { ...form.layout, encoding },
      evidence: [...encoded.evidence, ...form.evidence],
    };
  const found = asTable(text, atEnd, encoding, hints);
  return found.layout === null ? found : { ...found, evidence: [...encoded.evidence, ...found.evidence] };
}

type JsonLayout = Extract<Layout, { form: 'json' | 'ndjson' }>;
interface JsonForm {
  readonly layout: JsonLayout;
  readonly evidence: readonly string[];
  readonly values: readonly JsonObject[];
}

const lines: JsonLayout = { form: 'ndjson', encoding: 'utf-8' };
const documents = (records: readonly string[], array = false): JsonLayout => ({
  form: 'json',
  encoding: 'utf-8',
  array,
  records: [...records],
});

function detectJson(text: string, atEnd: boolean, hints: FormHints): JsonForm | null {
  const bytes = Buffer.from(text);
  if (/^\s*\[/.test(text)) return detectArray(text, bytes);
  const byLine = valuesOf(lines, bytes);
  const alone = valuesOf(documents([]), bytes);
  const first = /^\s*\{/.test(text) ? completed(text.trimStart()) : null;
  const outer = alone[0] ?? byLine[0] ?? first?.value;
  if (outer === undefined) return brokenEnvelope(text, bytes);
  const records = recordsAt(outer, hints);
  if (records !== null) {
    const layout = documents(records);
    const values = valuesOf(layout, bytes);
    const inside = first === null ? null : memberAt(first.value, records);
    const partial = [inside].flat().filter((value): value is JsonObject => isObject(value));
    const evidence = `the records stand in the member ${records.join('.')} of ${alone.length > 1 ? 'each document' : 'the document'}`;
    const others = otherRecords(outer, records).map(
      (path) => `records seem to stand in ${path.join('.')} too, and are not read`,
    );
    return {
      layout,
      evidence: [evidence, ...others],
      values: values.length > 0 ? values : partial.slice(0, 1),
    };
  }
  if (byLine.length === 0 && alone.length === 0) {
    if (first === null || atEnd || !beginsObject.test(text)) return brokenEnvelope(text, bytes);
    const overLines = first.lines > 0;
    return {
      layout: overLines ? documents([]) : lines,
      evidence: [
        overLines
          ? 'it begins with a JSON object over several lines, which is longer than what was looked at'
          : 'it begins with a JSON object on one line, which is longer than what was looked at',
      ],
      values: [first.value],
    };
  }
  const overLines = first?.complete === true && first.lines > 0;
  if (overLines || alone.length > byLine.length) {
    return {
      layout: documents([]),
      evidence: [`${alone.length} JSON objects stand one after the other, not one a line`],
      values: alone,
    };
  }
  const count = text.split('\n', 5 * sampleRecords).filter((line) => line.trim() !== '').length;
  if (byLine.length * 5 < Math.min(count, sampleRecords)) return null;
  return {
    layout: lines,
    evidence: [`${byLine.length} of the first lines are JSON objects, one a line`],
    values: byLine,
  };
}

/** An envelope that is no JSON as a whole, by whether records stand where the usual ones have them. */
function brokenEnvelope(text: string, bytes: Buffer): JsonForm | null {
  if (!/^\s*\{/.test(text)) return null;
  for (const member of usualMembers) {
    const layout = documents([member]);
    const values = valuesOf(layout, bytes);
    if (values.some(isLikeRecord))
      return { layout, evidence: [`records stand in the member ${member} of a broken document`], values };
  }
  return null;
}

function detectArray(text: string, bytes: Buffer): JsonForm | null {
  const layout = documents([], true);
  const values = valuesOf(layout, bytes);
  const opened = text.trimStart().slice(1).trimStart();
  const evidence = ['the first character opens a JSON array'];
  if (values.length > 0 || /^\]\s*$/.test(opened)) return { layout, evidence, values };
  if (!opened.startsWith('{')) return null;
  const first = completed(opened);
  if (first === null || !(beginsObject.test(opened) || first.complete)) return null;
  return {
    layout,
    evidence: [...evidence, 'its first object is longer than what was looked at'],
    values: [first.value],
  };
}

/** An object as far as the colon after its first member's name. */
const beginsObject = /^\s*\{\s*"(?:[^"\\]|\\.){0,1000}"\s*:/;

function recordsAt(document: JsonObject, hints: FormHints): readonly string[] | null {
  if (hints.records === undefined) return recordsMember(document);
  return hints.records.find((path) => memberAt(document, path) !== undefined) ?? null;
}

function memberAt(document: JsonObject, path: readonly string[]): unknown {
  let value: unknown = document;
  for (const name of path) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asTable(
  text: string,
  atEnd: boolean,
  encoding: Encoding,
  hints: FormHints,
): DetectedForm | UnknownForm {
  const unlike = notATrail(text);
  if (unlike !== null) return { layout: null, why: unlike };
  const lastLine = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  const whole = atEnd || lastLine === -1 ? text : text.slice(0, lastLine + 1);
  const table = detectTable(whole, hints.delimiter);
  if ('why' in table) return { layout: null, why: table.why };
  const { delimiter, header, rows, alike } = table;
  const layout: Layout = { form: 'table', encoding, delimiter, header: [...header] };
  const name = delimiter === '\t' ? 'tabs' : `"${delimiter}"`;
  return {
    layout,
    evidence: [
      `a heading of ${header.length} columns, and ${alike} of the first ${rows} rows have as many cells between ${name}`,
    ],
    values: valuesOf({ ...layout, encoding: 'utf-8' }, Buffer.from(whole)),
  };
}

function notATrail(text: string): string | null {
  if (/^\s*<(?:!DOCTYPE html|html)/i.test(text)) return 'it is an HTML page';
  if (/^\s*<[?!a-z]/i.test(text)) return 'it is XML';
  if (/^(?:%PDF|\{\\rtf)/.test(text)) return 'it is a document';
  if (text.trim() === '') return 'it holds nothing but white space';
  return null;
}

function valuesOf(layout: Layout, bytes: Buffer): JsonObject[] {
  const values: JsonObject[] = [];
  const read = readerFor(layout);
  for (const located of splitterFor(layout)([bytes])) {
    const { value } = read(located);
    if (value !== null) values.push(value);
    if (values.length === sampleRecords) break;
  }
  return values;
}
