import type { GuidedReport } from '../../../shared/domain/guided-report.ts';
import { AppError } from '../../../shared/errors.ts';
import { damaged, notAReport, tooLong } from './faults.ts';
import { reportSchema } from './schema.ts';

/** Bytes of the longest JSON that a report has; a longer one is neither written nor read. */
export const longestJson = 64 * 2 ** 20;
/** A report is nested seven deep. */
const deepest = 16;
/** What stands between values in 64 MiB of entries as reports list them, several times over. */
const mostValues = 10_000_000;

/**
 * The report as a file of its own: indented, with a final line feed, names in one order. Characters that hide, reorder or
 * command stand as escapes, so that nobody who reads the file is deceived.
 *
 * @throws AppError INVALID_INPUT where it is longer than what is read
 */
export function reportJson(report: GuidedReport): string {
  return bounded(`${escaped(JSON.stringify(reportSchema.parse(report), null, 2), hidden)}\n`);
}

/**
 * The report as it stands in markup: HTML's script data states (HTML 13.2.5.4) end at `<`, XML's character data at `<`,
 * `&` and `]]>`, and XML 1.0 has no control characters. None of these is left.
 */
export function embeddedJson(report: GuidedReport): string {
  return bounded(escaped(JSON.stringify(reportSchema.parse(report)), hiddenOrMarkup));
}

/** Line feeds are the indentation's: within texts JSON escapes them itself. */
const hidden =
  /[\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u115f\u1160\u3164\uffa0]|(?!\n)\p{Cc}/gu;
const hiddenOrMarkup = new RegExp(`${hidden.source}|[<>&]`, 'gu');

function escaped(json: string, characters: RegExp): string {
  return json.replace(characters, (character) => {
    let escapes = '';
    for (let at = 0; at < character.length; at++)
      escapes += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
    return escapes;
  });
}

function bounded(json: string): string {
  const length = Buffer.byteLength(json);
  if (length <= longestJson) return json;
  throw tooLong(length, longestJson);
}

/**
 * The report in text that anybody may have written.
 *
 * @throws AppError FORMAT_UNKNOWN where it is none, FILE_UNREADABLE where it is damaged
 */
export function parseReport(json: string): GuidedReport {
  // Before it is parsed: a few megabytes of brackets take gigabytes as values.
  if (!isPlain(json)) throw damaged('its data is not built as that of a report');
  const value = parsed(json);
  const form = formOf(value);
  if (form !== 'casebound-report/1') {
    if (typeof form === 'string' && /^casebound-report\/\d{1,9}$/.test(form)) throw otherForm(form);
    throw notAReport('its JSON is not that of a report');
  }
  const { success, data, error } = reportSchema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw damaged(`its data is not that of a report at ${issue?.path.join('.') || 'its beginning'}`);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw damaged('its data is not JSON', cause);
  }
}

function formOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, 'format')?.value;
}

function otherForm(form: string): AppError {
  return new AppError({
    code: 'FORMAT_UNKNOWN',
    message: `the report is of the form ${form}, which this version of Casebound does not know`,
    safe: 'nothing was changed',
    next: 'check it with the version of Casebound that wrote it, or a newer one',
  });
}

/** Whether text, if it is JSON, is nested no deeper and has no more values than a report. */
function isPlain(json: string): boolean {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case '"':
        at = endOfString(json, at);
        break;
      case '{':
      case '[':
        if (++depth > deepest || ++values > mostValues) return false;
        break;
      case '}':
      case ']':
        depth--;
        break;
      case ',':
        if (++values > mostValues) return false;
        break;
    }
  }
  return true;
}

/** Where the quote stands that ends the string which begins at `start`; the end of the text where none does. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
