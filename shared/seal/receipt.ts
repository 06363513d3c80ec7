/**
 * Receipts: the checkpoints of one source or of several in one text, each a signed note, or its text alone where nobody
 * signed. Between two stands one empty line, so that each can be cut out as it is.
 */
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { parseNote, type SignedNote } from './signed-note.ts';

export interface Receipt {
  readonly checkpoint: Checkpoint;
  /** Null where nobody signed. */
  readonly note: SignedNote | null;
}

/** What begins a signature line: C2SP signed-note, section "Format". */
const signatureMark = '\u2014 ';

/** @param notes each a signed note or, if nobody signed, the text of a checkpoint; they go into the receipt unchanged */
export function joinReceipts(notes: readonly string[]): string {
  return notes.join('\n');
}

/** Reads hostile text: the receipts, or what is wrong with it, as the end of a sentence about the text. */
export function parseReceipts(text: string): readonly Receipt[] | string {
  if (text.includes('\r'))
    return 'has carriage returns: its line ends were changed on the way, and what was signed is not there any more';
  if (text === '') return 'is empty';
  if (!text.endsWith('\n')) return 'does not end with a line end: it was cut off, or is no receipt';
  const parts = text.slice(0, -1).split('\n\n');
  const receipts: Receipt[] = [];
  for (let i = 0; i < parts.length; i++) {
    const body = `${parts[i]}\n`;
    const checkpoint = parseCheckpoint(body);
    if (checkpoint === null) return `is no receipt of Casebound: its part ${i + 1} is no checkpoint`;
    const signatures = parts[i + 1]?.startsWith(signatureMark) ? parts[++i] : undefined;
    const note = signatures === undefined ? null : parseNote(`${body}\n${signatures}\n`);
    if (signatures !== undefined && note === null)
      return `has signature lines that do not read, in its part ${i + 1}`;
    receipts.push({ checkpoint, note });
  }
  return receipts;
}
