import { recordLimit } from '../../case/record-limit.ts';
import { JsonExtent } from './json-extent.ts';
import type { JsonPlace } from './json-place.ts';
import {
  byte,
  byteOrderMark,
  faulty,
  isSpace,
  type Located,
  type QuarantineReason,
  trimmed,
} from './located.ts';
import { MemberName } from './member-name.ts';
import { RecordJoint } from './record-joint.ts';

/**
 * The records of JSON documents that stand one after the other. `records` are the member names that lead from the top of a
 * document to its array of records, or to its one record; where it is empty, a document is an array of records, or a
 * record. A member that comes up twice is read twice; `null` there holds no records.
 *
 * Brackets are counted outside strings; what a record holds is not judged here. White space, byte order marks and commas
 * between records and documents, and the rest of an envelope, are separators. Where the bytes are no JSON, they are
 * located and reading goes on:
 * - a record that is never closed ends where the next one must have begun (see `RecordJoint`), or else with the file;
 * - what begins no document, and an envelope from where it is broken, ends before the next line that begins with a bracket,
 *   indented as the document before it was;
 * - a document without the member that holds the records is one span, and so is an array where an envelope should stand;
 * - a file that ends inside a document has a fault of no length at its end, where no record was under way.
 *
 * A record of more than `limit` bytes, white space after it included, is located and skipped without being held. Memory is
 * bounded by it whatever the nesting, and how the bytes come in blocks makes no difference.
 */
export function* splitJson(
  blocks: Iterable<Buffer>,
  records: readonly string[],
  limit = recordLimit,
  mark = byteOrderMark,
): Generator<Located> {
  const documents = new JsonDocuments(records, limit, mark);
  for (const block of blocks) yield* documents.read(block, true);
  yield* documents.read(Buffer.alloc(0), false);
  yield* documents.end();
}

class JsonDocuments {
  private place: JsonPlace = 'outside';
  /** What was kept of the blocks before: the beginning of a record under way. `base` is its offset in the source. */
  private kept: Buffer = Buffer.alloc(0);
  private base = 0;
  /** Where in `kept` reading goes on. */
  private resume = 0;
  private line = 1;
  /** Offset of the line's first byte; whether only white space was seen in it since. */
  private lineFrom = 0;
  private indented = true;
  /** The record or the faulty bytes under way: where they began, and where their last byte that is no space ended. */
  private from = 0;
  private fromLine = 1;
  private to = 0;
  private held = false;
  private fault: QuarantineReason = 'STRAY';
  /** Whether the faulty bytes under way hold a quote, without which there is no member. */
  private quoted = false;
  /** The document under way, and whether the member that holds records came up in it. */
  private documentFrom = 0;
  private documentLine = 1;
  private indent = 0;
  private found = false;
  private begun = false;
  /** How much of a byte order mark was seen. */
  private marked = 0;
  /** Of `records`, how many members lead to where the reading is; whether the last name read is the next of them. */
  private level = 0;
  private matched = false;
  private readonly records: readonly string[];
  private readonly limit: number;
  private readonly mark: Buffer;
  private readonly extent = new JsonExtent();
  private readonly joint = new RecordJoint();
  private readonly name: MemberName;
  private readonly located: Located[] = [];

  constructor(records: readonly string[], limit: number, mark: Buffer) {
    this.mark = mark;
    this.records = records;
    this.limit = limit;
    this.name = new MemberName(records);
  }

  /** What is found up to the end of a block. `more`: whether another may follow. */
  read(block: Buffer, more: boolean): Located[] {
    const buffer: Buffer = Buffer.concat([this.kept, block]);
    let at = this.resume;
    while (at < buffer.length) {
      const next = this.inExtent() ? this.scan(buffer, at, more) : this.step(buffer[at] as number, at);
      if (next < 0) {
        at = -next - 1;
        break;
      }
      at = next;
    }
    const underWay = this.inRecord();
    if (underWay && this.base + at - this.from > this.limit) this.held = false;
    const keep = underWay && this.held ? this.from - this.base : at;
    this.kept = buffer.subarray(keep);
    this.base += keep;
    this.resume = at - keep;
    return this.located.splice(0);
  }

  /** What is found at the end of the source. */
  end(): Located[] {
    const end = this.base + this.kept.length;
    if (this.place === 'stray') {
      this.locateStray();
    } else if (this.inRecord()) {
      this.endInRecord(end);
    } else if (this.place !== 'outside') {
      this.endInDocument(end);
    } else if (this.marked > 0) {
      this.locate(faulty(end - this.marked, this.marked, this.line, 'STRAY'));
    } else if (!this.begun && end > 0) {
      this.locate(faulty(end, 0, this.line, 'TRUNCATED'));
    }
    return this.located;
  }

  /** What holds no records has nothing to lose, but for a value that is never closed: they may be in it. */
  private endInDocument(end: number): void {
    if (this.place !== 'between' && !this.found)
      this.locate(faulty(this.documentFrom, end - this.documentFrom, this.documentLine, 'TRUNCATED'));
    else if (this.place === 'other')
      this.locate(faulty(this.from, end - this.from, this.fromLine, 'TRUNCATED'));
    else this.locate(faulty(end, 0, this.line, 'TRUNCATED'));
  }

  private endInRecord(end: number): void {
    const bytes = this.held ? trimmed(this.kept) : this.kept;
    const whole = this.held && this.extent.balanced && bytes.at(-1) === byte.closeBrace;
    if (whole) {
      this.locate({ bytes, offset: this.from, length: bytes.length, line: this.fromLine, fault: null });
      this.locate(faulty(end, 0, this.line, 'TRUNCATED'));
    } else {
      this.locate(faulty(this.from, end - this.from, this.fromLine, this.held ? 'TRUNCATED' : 'TOO_LONG'));
    }
  }

  private locate(located: Located): void {
    this.located.push(located);
  }

  private inRecord(): boolean {
    return this.place === 'element' || this.place === 'single' || this.place === 'document';
  }

  private inExtent(): boolean {
    return this.inRecord() || this.place === 'other' || this.place === 'foreign';
  }

  /** Follows a value. @returns where to go on; -1 - that where the next block is needed first */
  private scan(buffer: Buffer, from: number, more: boolean): number {
    const { place } = this;
    const alone = place === 'document' || place === 'foreign' || place === 'other';
    const joint = place === 'document' || place === 'element' ? this.joint : null;
    const closer = place === 'element' ? byte.closeBracket : byte.closeBrace;
    for (let next = from; ; next++) {
      const { halt, at } = this.extent.scan(buffer, next, alone, joint, more);
      this.line += this.extent.lines;
      this.extent.lines = 0;
      this.indented = false;
      if (halt === 'BLOCK') return -at - 1;
      if (halt === 'DELIMITER') {
        const value = buffer[at] as number;
        if (value !== byte.comma && value !== closer) {
          next = at;
          continue;
        }
        this.record(buffer, at);
        if (place !== 'element') this.place = 'member';
        else if (value === closer) this.leaveArray();
        else {
          this.place = 'between';
          this.joint.between(value);
        }
        return place === 'element' ? at + 1 : at;
      }
      if (place === 'foreign') {
        const length = this.base + at + 1 - this.documentFrom;
        this.locate(faulty(this.documentFrom, length, this.documentLine, 'NO_RECORDS'));
      } else if (place !== 'other') {
        this.record(buffer, at + 1);
      }
      this.place = place === 'element' ? 'between' : place === 'other' ? 'member' : 'outside';
      return at + 1;
    }
  }

  /** The record under way ends before `end`. */
  private record(buffer: Buffer, end: number): void {
    const length = this.base + end - this.from;
    if (!this.held || length > this.limit) {
      this.locate(faulty(this.from, length, this.fromLine, 'TOO_LONG'));
      this.joint.apart();
      return;
    }
    const start = this.from - this.base;
    const bytes = trimmed(buffer.subarray(start, end));
    this.locate({ bytes, offset: this.from, length: bytes.length, line: this.fromLine, fault: null });
    this.joint.record(bytes);
    for (let at = start + bytes.length; at < end; at++) this.joint.between(buffer[at] as number);
  }

  /** Takes a byte that stands in no value. @returns where to go on */
  private step(value: number, at: number): number {
    if (value === byte.lineFeed) {
      this.line++;
      this.lineFrom = this.base + at + 1;
      this.indented = true;
    }
    if (this.place === 'name') {
      if (this.name.add(value)) {
        this.place = 'colon';
        this.matched = this.name.is(this.records[this.level] as string);
      }
    } else if (this.place === 'text') {
      if (this.name.add(value)) this.place = 'member';
    } else if (this.place === 'stray') {
      this.inStray(value, at);
    } else if (this.place === 'outside') {
      this.outside(value, at);
    } else if (isSpace(value)) {
      this.joint.between(value);
    } else if (this.place === 'between') {
      this.between(value, at);
    } else if (this.place === 'scalar') {
      this.scalar(value, at);
    } else if (this.place === 'member') {
      this.member(value, at);
    } else if (this.place === 'colon') {
      if (value === byte.colon) this.place = 'value';
      else this.broken(value, at);
    } else {
      this.value(value, at);
    }
    if (!isSpace(value)) this.indented = false;
    return at + 1;
  }

  private outside(value: number, at: number): void {
    if (value === this.mark[this.marked]) {
      this.marked = (this.marked + 1) % this.mark.length;
      this.joint.between(value);
      return;
    }
    if (this.marked > 0) {
      this.halfMark(value, at);
      return;
    }
    if (isSpace(value) || value === byte.comma) {
      this.joint.between(value);
      return;
    }
    this.documentFrom = this.base + at;
    this.documentLine = this.line;
    if (value !== byte.openBrace && value !== byte.openBracket) {
      this.stray(value, at, 'STRAY');
      return;
    }
    this.begun = true;
    this.found = false;
    this.level = 0;
    if (this.indented) this.indent = this.documentFrom - this.lineFrom;
    const envelope = this.records.length > 0;
    if (value === byte.openBrace && envelope) this.place = 'member';
    else if (value === byte.openBrace) this.begin(value, at, 'document');
    else if (envelope) this.begin(value, at, 'foreign');
    else {
      this.place = 'between';
      this.joint.apart();
    }
  }

  /** What began as a byte order mark is none. */
  private halfMark(value: number, at: number): void {
    const from = this.base + at - this.marked;
    this.marked = 0;
    this.stray(value, at, 'STRAY', from, value === byte.lineFeed ? this.line - 1 : this.line);
  }

  private between(value: number, at: number): void {
    if (value === byte.closeBracket) this.leaveArray();
    else if (value === byte.comma) this.joint.between(value);
    else this.begin(value, at, 'element');
  }

  private leaveArray(): void {
    this.place = this.records.length > 0 ? 'member' : 'outside';
    this.joint.apart();
  }

  private member(value: number, at: number): void {
    if (value === byte.comma) return;
    if (value === byte.quote) {
      this.place = 'name';
      this.name.begin();
    } else if (value !== byte.closeBrace) {
      this.broken(value, at);
    } else if (this.level > 0) {
      this.level--;
    } else {
      this.place = 'outside';
      const length = this.base + at + 1 - this.documentFrom;
      if (!this.found) this.locate(faulty(this.documentFrom, length, this.documentLine, 'NO_RECORDS'));
    }
  }

  private value(value: number, at: number): void {
    const last = this.level === this.records.length - 1;
    if (value === byte.comma || value === byte.closeBrace || value === byte.closeBracket) {
      this.broken(value, at);
    } else if (!this.matched || (!last && value !== byte.openBrace)) {
      this.other(value, at);
    } else if (!last) {
      this.level++;
      this.place = 'member';
    } else {
      this.found = true;
      if (value === byte.letterN) this.place = 'scalar';
      else if (value !== byte.openBracket) this.begin(value, at, 'single');
      else {
        this.place = 'between';
        this.joint.apart();
      }
    }
  }

  /** A value that holds no records. */
  private other(value: number, at: number): void {
    if (value === byte.quote) {
      this.place = 'text';
      this.name.begin();
    } else if (value === byte.openBrace || value === byte.openBracket) {
      this.begin(value, at, 'other');
    } else {
      this.place = 'scalar';
    }
  }

  /** A number or a word goes on until what may follow a value; what begins another one breaks the envelope. */
  private scalar(value: number, at: number): void {
    if (value === byte.comma || value === byte.closeBrace) {
      this.place = 'member';
      this.member(value, at);
    } else if (value === byte.quote || value === byte.openBrace || value === byte.openBracket) {
      this.broken(value, at);
    }
  }

  private begin(value: number, at: number, place: JsonPlace): void {
    this.place = place;
    this.from = this.base + at;
    this.fromLine = this.line;
    this.held = true;
    this.extent.begin(value);
  }

  /** The envelope under way is no JSON from here on. */
  private broken(value: number, at: number): void {
    if (this.found) this.stray(value, at, 'JSON_INVALID');
    else this.stray(value, at, 'JSON_INVALID', this.documentFrom, this.documentLine);
  }

  /** Faulty bytes began at `from`, at this byte or before it; it may be the first behind them already. */
  private stray(
    value: number,
    at: number,
    fault: QuarantineReason,
    from = this.base + at,
    fromLine = this.line,
  ): void {
    this.place = 'stray';
    // What of an envelope was read before it broke was not looked at.
    this.quoted = fault !== 'STRAY';
    this.from = from;
    this.fromLine = fromLine;
    this.to = this.base + at;
    this.fault = fault;
    this.begun = true;
    this.joint.apart();
    this.inStray(value, at);
  }

  private inStray(value: number, at: number): void {
    const bracket = value === byte.openBrace || value === byte.openBracket;
    if (bracket && this.indented && this.base + at - this.lineFrom === this.indent) {
      this.locateStray();
      this.outside(value, at);
    } else if (!isSpace(value)) {
      this.quoted ||= value === byte.quote;
      this.to = this.base + at + 1;
    }
  }

  private locateStray(): void {
    const { from, to, fromLine, fault, quoted } = this;
    this.locate({ ...faulty(from, to - from, fromLine, fault), foreign: !quoted });
  }
}
