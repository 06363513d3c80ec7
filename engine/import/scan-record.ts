import { isUtf8 } from 'node:buffer';
import { columns } from '../../shared/domain/columns.ts';
import { byte } from './located.ts';

/** Takes values straight from a record's bytes. */
export interface ByteSink {
  textIn(column: number, source: Buffer, start: number, end: number, ascii: boolean): void;
  text(column: number, value: string): void;
  number(column: number, value: number): void;
}

/** Where the values of one column may stand: the first that is there and not null counts. */
export interface ColumnPaths {
  /** A position in `columns`. */
  readonly column: number;
  readonly paths: readonly (readonly string[])[];
}

/** A member name on the way to mapped values. */
interface Node {
  readonly name: Buffer;
  readonly children: Node[];
  /** Where the value that stands here is kept; -1 where only what is in it is mapped. */
  slot: number;
  /** The record that the name was last met in. */
  met: number;
}

interface Plan {
  readonly column: number;
  readonly numeric: boolean;
  readonly slots: readonly number[];
}

/** What stands at a slot. */
const kind = { none: 0, nothing: 1, text: 2, escaped: 3, number: 4, literal: 5, composite: 6 } as const;

/** Containers in one another that are not mapped; a record that goes deeper is left to JSON.parse. */
const depthLimit = 64;

/**
 * Reads mapped values from the bytes of a JSON object without making the object. Strict: it takes a record only where
 * JSON.parse would, and leaves to it whatever is out of the ordinary, such as a mapped name that stands twice.
 * `EntryMapper` over JSON.parse is its oracle in the tests, and reads what it leaves.
 */
export class RecordScanner {
  private readonly root = newNode('');
  private readonly plans: readonly Plan[];
  /** By plan: the slot that holds its value, or -1. */
  private readonly chosen: Int32Array;
  private readonly kinds: Uint8Array;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  /** By slot: 0 where the text there is nothing but ASCII. */
  private readonly marks: Uint8Array;
  private readonly open = new Uint8Array(depthLimit);
  private record = 0;
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  /** The bytes of all strings so far, and of the last one, or-ed together: above 0x7f where one is not ASCII. */
  private seen = 0;
  private lastSeen = 0;
  private lastEscaped = false;

  constructor(mapped: readonly ColumnPaths[]) {
    let slots = 0;
    this.plans = mapped.map(({ column, paths }) => ({
      column,
      numeric: columns[column]?.kind === 'number',
      slots: paths.map((names) => {
        const node = names.reduce(child, this.root);
        if (node.slot === -1) node.slot = slots++;
        return node.slot;
      }),
    }));
    this.chosen = new Int32Array(this.plans.length);
    this.kinds = new Uint8Array(slots);
    this.starts = new Int32Array(slots);
    this.ends = new Int32Array(slots);
    this.marks = new Uint8Array(slots);
  }

  /** Whether `bytes` are a JSON object that could be read; `emit` then gives its values. */
  scan(bytes: Buffer): boolean {
    this.bytes = bytes;
    this.at = 0;
    this.seen = 0;
    this.record++;
    this.kinds.fill(kind.none);
    if (bytes[0] !== byte.openBrace || !this.object(this.root) || this.at !== bytes.length) return false;
    return (this.seen < 0x80 || isUtf8(bytes)) && this.choose();
  }

  /** The values of the record that was scanned last. */
  emit(sink: ByteSink): void {
    const { bytes, plans, chosen, kinds, starts, ends, marks } = this;
    for (let p = 0; p < plans.length; p++) {
      const slot = chosen[p] as number;
      if (slot === -1) continue;
      const { column, numeric } = plans[p] as Plan;
      const start = starts[slot] as number;
      const end = ends[slot] as number;
      if (numeric) {
        const value = Number(bytes.toString('latin1', start, end));
        if (Number.isFinite(value)) sink.number(column, value);
      } else if (kinds[slot] === kind.escaped) {
        sink.text(column, JSON.parse(bytes.toString('utf8', start - 1, end + 1)) as string);
      } else {
        sink.textIn(column, bytes, start, end, marks[slot] === 0);
      }
    }
  }

  /** Decides for every column where its value stands; false where only the mapper knows what to make of it. */
  private choose(): boolean {
    const { plans, chosen, kinds } = this;
    for (let p = 0; p < plans.length; p++) {
      const { slots, numeric } = plans[p] as Plan;
      let found = -1;
      for (let s = 0; s < slots.length && found === -1; s++) {
        const slot = slots[s] as number;
        if ((kinds[slot] as number) > kind.nothing) found = slot;
      }
      chosen[p] = found;
      if (found === -1) continue;
      if (kinds[found] === kind.composite || (numeric && kinds[found] !== kind.number)) return false;
    }
    return true;
  }

  /** The object that begins here, whose members `node` has names for. */
  private object(node: Node): boolean {
    const { bytes } = this;
    this.at++;
    if (this.next() === byte.closeBrace) {
      this.at++;
      return true;
    }
    for (;;) {
      if (this.next() !== byte.quote) return false;
      const start = this.at + 1;
      if (!this.string() || this.lastEscaped) return false;
      const member = find(node.children, bytes, start, this.at - 1);
      if (this.next() !== 0x3a) return false;
      this.at++;
      this.next();
      if (member === null) {
        if (!this.skip()) return false;
      } else {
        // The last of several counts, and what stood in the first must be forgotten: JSON.parse knows how.
        if (member.met === this.record) return false;
        member.met = this.record;
        if (!this.value(member)) return false;
      }
      const after = this.next();
      this.at++;
      if (after === byte.closeBrace) return true;
      if (after !== byte.comma) return false;
    }
  }

  /** The value of a mapped name. */
  private value(node: Node): boolean {
    const { slot, children } = node;
    const first = this.bytes[this.at] as number;
    const start = this.at;
    let what: number;
    if (first === byte.quote) {
      if (!this.string()) return false;
      if (slot === -1) return true;
      this.starts[slot] = start + 1;
      this.ends[slot] = this.at - 1;
      this.marks[slot] = this.lastSeen & 0x80;
      this.kinds[slot] = this.lastEscaped ? kind.escaped : kind.text;
      return true;
    }
    if (first === byte.openBrace && children.length > 0) {
      if (!this.object(node)) return false;
      what = kind.composite;
    } else if (first === byte.openBracket && children.length > 0) {
      // A name may be a place in an array.
      return false;
    } else {
      if (!this.skip()) return false;
      if (first === byte.openBrace || first === byte.openBracket) what = kind.composite;
      else if (first === letterN) what = kind.nothing;
      else what = first === letterT || first === letterF ? kind.literal : kind.number;
    }
    if (slot === -1) return true;
    this.starts[slot] = start;
    this.ends[slot] = this.at;
    this.marks[slot] = 0;
    this.kinds[slot] = what;
    return true;
  }

  /** Passes over the value that begins here, whatever is in it. */
  private skip(): boolean {
    const { bytes, open } = this;
    let depth = 0;
    for (;;) {
      const first = bytes[this.at];
      if (first === byte.quote) {
        if (!this.string()) return false;
      } else if (first === byte.openBrace || first === byte.openBracket) {
        if (depth === depthLimit) return false;
        const close = first === byte.openBrace ? byte.closeBrace : byte.closeBracket;
        this.at++;
        if (this.next() === close) {
          this.at++;
        } else {
          open[depth++] = close;
          if (close === byte.closeBrace && !this.name()) return false;
          continue;
        }
      } else if (!this.scalar()) {
        return false;
      }
      // A value has ended: so may any number of containers.
      for (;;) {
        if (depth === 0) return true;
        const after = this.next();
        this.at++;
        if (after === byte.comma) break;
        if (after !== open[depth - 1]) return false;
        depth--;
      }
      this.next();
      if (open[depth - 1] === byte.closeBrace && !this.name()) return false;
    }
  }

  /** A member's name and colon, up to its value. */
  private name(): boolean {
    if (this.bytes[this.at] !== byte.quote || !this.string() || this.next() !== 0x3a) return false;
    this.at++;
    this.next();
    return true;
  }

  /** Past the string that begins here (RFC 8259 section 7). */
  private string(): boolean {
    const { bytes } = this;
    let at = this.at + 1;
    let seen = 0;
    let escaped = false;
    for (;;) {
      const value = bytes[at++];
      if (value === byte.quote) break;
      // Beyond the end there is nothing, which is no number above a space either.
      if (!((value as number) >= byte.space)) return false;
      seen |= value as number;
      if (value !== byte.backslash) continue;
      escaped = true;
      const letter = bytes[at++];
      if (letter === 0x75) {
        for (const end = at + 4; at < end; at++) if (!isHex(bytes[at])) return false;
      } else if (!isEscape(letter)) {
        return false;
      }
    }
    this.at = at;
    this.seen |= seen;
    this.lastSeen = seen;
    this.lastEscaped = escaped;
    return true;
  }

  private scalar(): boolean {
    const first = this.bytes[this.at];
    if (first === letterT) return this.word(wordTrue);
    if (first === letterF) return this.word(wordFalse);
    if (first === letterN) return this.word(wordNull);
    return this.numeral();
  }

  private word(word: Buffer): boolean {
    for (let i = 0; i < word.length; i++) if (this.bytes[this.at + i] !== word[i]) return false;
    this.at += word.length;
    return true;
  }

  /** RFC 8259 section 6. */
  private numeral(): boolean {
    const { bytes } = this;
    let at = this.at;
    if (bytes[at] === 0x2d) at++;
    if (bytes[at] === 0x30) at++;
    else {
      const end = digits(bytes, at);
      if (end === at) return false;
      at = end;
    }
    if (bytes[at] === 0x2e) {
      const end = digits(bytes, at + 1);
      if (end === at + 1) return false;
      at = end;
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      at++;
      if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++;
      const end = digits(bytes, at);
      if (end === at) return false;
      at = end;
    }
    this.at = at;
    return true;
  }

  /** Past white space; the byte that follows it, which is not passed. */
  private next(): number | undefined {
    const { bytes } = this;
    let value = bytes[this.at];
    while (
      value === byte.space ||
      value === byte.lineFeed ||
      value === byte.carriageReturn ||
      value === byte.tab
    ) {
      value = bytes[++this.at];
    }
    return value;
  }
}

const letterF = 0x66;
const letterN = 0x6e;
const letterT = 0x74;
const wordTrue = Buffer.from('true');
const wordFalse = Buffer.from('false');
const wordNull = Buffer.from('null');

function digits(bytes: Buffer, from: number): number {
  let at = from;
  while ((bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39) at++;
  return at;
}

function isHex(value: number | undefined): boolean {
  return value !== undefined && /[0-9a-fA-F]/.test(String.fromCharCode(value));
}

function isEscape(value: number | undefined): boolean {
  return value !== undefined && '"\\/bfnrt'.includes(String.fromCharCode(value));
}

function newNode(name: string): Node {
  return { name: Buffer.from(name), children: [], slot: -1, met: 0 };
}

function child(parent: Node, name: string): Node {
  const known = parent.children.find((node) => node.name.equals(Buffer.from(name)));
  if (known) return known;
  const made = newNode(name);
  parent.children.push(made);
  return made;
}

function find(nodes: readonly Node[], bytes: Buffer, start: number, end: number): Node | null {
  for (let n = 0; n < nodes.length; n++) {
    const { name } = nodes[n] as Node;
    if (name.length !== end - start) continue;
    let i = 0;
    while (i < name.length && name[i] === bytes[start + i]) i++;
    if (i === name.length) return nodes[n] as Node;
  }
  return null;
}
