/** Text and frame of workbooks (ECMA-376): text stands as text, which no spreadsheet runs. */
import { sheetText } from '../query/export/sheet-text.ts';

const space = 0x20;

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** ECMA-376 part 1 annex A, part 2 annex F. */
export const namespaces = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  relationships: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  packaged: 'http://schemas.openxmlformats.org/package/2006',
} as const;

export const contentTypes = {
  relationships: 'application/vnd.openxmlformats-package.relationships+xml',
  sheet: 'application/vnd.openxmlformats-officedocument.spreadsheetml',
} as const;

/** A text element of what `xmlText` has spelled. */
export function textElement(text: string): string {
  return `<t${isSpaced(text) ? ' xml:space="preserve"' : ''}>${text}</t>`;
}

/** XML's own white space, at an end of the text: a reader may take it away unless it is told not to. */
function isSpaced(text: string): boolean {
  return text.charCodeAt(0) <= space || text.charCodeAt(text.length - 1) <= space;
}

/** Whether a text is anything but characters that stand for themselves; most are not. */
const telling = /[&<>]|_x|(?![\t\n])\p{Cc}|[\ufffe\uffff]|\p{Cs}/u;

/** Text as a workbook's XML has it. */
export function xmlText(text: string): string {
  return telling.test(text) ? escaped(sheetText(text)) : text;
}

const special = /[&<>]/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return text.replace(special, (character) => entities[character] ?? '');
}
