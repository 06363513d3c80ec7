import type { TextColumn } from '../../../shared/domain/columns.ts';
import type { TaskContext } from '../../task.ts';
import { fold } from '../match/fold.ts';
import type { Cell } from '../rows-scan.ts';
import { eachUnmarked, isMarked, noWords, setBit, unmarked } from './entry-set.ts';
import { FoldedTexts } from './folded-texts.ts';
import { segmentEntries, segmentText } from './segment/arrays.ts';
import { PackedText } from './segment/packed-text.ts';
import { damaged, type SegmentColumn } from './segment/segment.ts';

/** Where no more than one entry in so many is left to look at, only those are looked at, one by one. */
const fewUnknown = 8;

/** A column of free text, in the form in which case does not matter, some tens of thousands of entries at a time. */
export class TextValues {
  readonly selected: string;
  /** Cells that `selected` gives. */
  readonly width = 1;
  upTo = 0;
  odd = false;
  /** Without those parts of the case in which no entry has a text. */
  private readonly chunks: { readonly first: number; readonly texts: FoldedTexts }[] = [];
  private readonly pending = new PackedText();
  private pendingFrom = 1;

  constructor(column: TextColumn) {
    this.selected = `e.${column}`;
  }

  reserve(): void {
    // What was read before a cancel waits still.
    if (this.pending.length === 0) this.pendingFrom = this.upTo + 1;
  }

  /** Takes the next entry's cells, from `at` on. */
  take(cells: readonly Cell[], at: number): void {
    const text = cells[at] ?? null;
    this.upTo++;
    if (text === null) this.pending.appendNone(1);
    else this.pending.appendText(String(text));
    if (text !== null && typeof text !== 'string') this.odd = true;
    if (this.upTo - this.pendingFrom + 1 === segmentEntries || this.pending.length > segmentText)
      this.finish();
  }

  /** Whether cells, from `at` on, are what is here of an entry. */
  agrees(place: number, cells: readonly Cell[], at: number): boolean {
    const text = cells[at] ?? null;
    const chunk = this.chunks.find(
      ({ first, texts }) => place >= first - 1 && place < first - 1 + texts.length,
    );
    if (chunk === undefined) return text === null;
    const wanted = text === null ? null : fold(String(text));
    return chunk.texts.text(place - chunk.first + 1) === wanted;
  }

  takeSegment(segment: SegmentColumn, entries: number): void {
    const text = segment.text();
    if (text !== null) this.add(text, this.upTo + 1, entries);
    this.upTo += entries;
    this.pendingFrom = this.upTo + 1;
  }

  finish(): void {
    const entries = this.upTo - this.pendingFrom + 1;
    if (entries > 0) this.add(this.pending.take(), this.pendingFrom, entries);
    this.pendingFrom = this.upTo + 1;
  }

  private add(packed: Buffer, first: number, entries: number): void {
    const texts = FoldedTexts.from(packed, entries);
    if (texts === null) throw damaged('text that is not as many entries have');
    this.chunks.push({ first, texts });
  }

  /** Marks in `words`, as in an `EntrySet`, the entries whose text contains the folded needle. Those that are marked are not looked at. */
  markContaining(needle: string, words: Uint32Array, context: TaskContext): void {
    const bytes = Buffer.from(needle);
    for (const { first, texts } of this.searched(context)) {
      const begin = first - 1;
      const hit = (text: number) => setBit(words, begin + text);
      if (unmarked(words, begin, texts.length) * fewUnknown > texts.length) {
        texts.containing(bytes, hit, (text) => isMarked(words, begin + text));
      } else if (texts.mayHold(bytes)) {
        eachUnmarked(words, begin, texts.length, (place) => {
          if (texts.holds(place - begin, bytes)) setBit(words, place);
        });
      }
    }
  }

  /** Marks the entries whose text is the folded needle. */
  markEqual(needle: string, words: Uint32Array, context: TaskContext): void {
    const bytes = Buffer.from(needle);
    for (const { first, texts } of this.searched(context))
      texts.equalTo(bytes, (text) => setBit(words, first - 1 + text));
  }

  private *searched(context: TaskContext) {
    for (const chunk of this.chunks) {
      context.checkCancelled();
      context.progress({ phase: 'searching', done: chunk.first - 1, total: this.upTo, unit: 'entries' });
      yield chunk;
    }
  }

  /** Which entries have a text at all, as an `EntrySet` is given them. */
  stated(last: number): Uint32Array {
    const words = noWords(last);
    for (const { first, texts } of this.chunks) {
      for (let text = 0; text < texts.length; text++) {
        if (texts.isStated(text)) setBit(words, first - 1 + text);
      }
    }
    return words;
  }
}
