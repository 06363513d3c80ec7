import { isUtf8 } from 'node:buffer';
import { columns } from '../../../shared/domain/columns.ts';
import {
  escaped,
  marksOf,
  type RecordShape,
  RecordShapes,
  ValuePlaces,
} from '../../../shared/json/shapes.ts';
import { beginsNumeral, JsonTokens } from '../../../shared/json/tokens.ts';
import { byte } from '../split/located.ts';
import { plainDecimalIn } from './plain-decimal.ts';

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

interface Target {
  readonly column: number;
  readonly numeric: boolean;
}

interface Plan extends Target {
  readonly slots: readonly number[];
}

/** Where a column's value stands in records of one shape. */
interface Found extends Target {
  /** Which of the record's values it is; -1 where it is `word`, which belongs to the shape. */
  readonly place: number;
  readonly word: Buffer;
}

/** Starts, ends and marks of values, as of `ValuePlaces`. */
interface Places {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly marks: Uint8Array;
}

/** What stands at a slot. */
const kind = { none: 0, nothing: 1, text: 2, number: 3, literal: 4, composite: 5 } as const;

const none = Buffer.alloc(0);

/** Containers in one another that are not mapped; a record that goes deeper is left to JSON.parse. */
const depthLimit = 64;

/**
 * Reads mapped values from the bytes of a JSON object without making the object. Strict: it takes a record only where
 * JSON.parse would, and leaves to it whatever is out of the ordinary, such as a mapped name that stands twice.
 * `EntryMapper` over JSON.parse is its oracle in the tests, and reads what it leaves. A record of a shape that it has taken
 * before is not parsed again.
 */
export class RecordScanner extends JsonTokens<Buffer> {
  private readonly root = newNode('');
  private readonly plans: readonly Plan[];
  /** By plan: the slot that holds its value, or -1. */
  private readonly chosen: Int32Array;
  private readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** By slot: as of `ValuePlaces`. */
  readonly marks: Uint8Array;
  private readonly open = new Uint8Array(depthLimit);
  private record = 0;
  /** All values of a record that is parsed. */
  private readonly places = new ValuePlaces();
  readonly shapes = new RecordShapes();
  private readonly foundIn = new Map<RecordShape, readonly Found[]>();
  /** Of the last record, where its shape was known. */
  private known: readonly Found[] | null = null;

  constructor(mapped: readonly ColumnPaths[]) {
    super(none);
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
    this.begin(bytes);
    const shape = this.shapes.match(this);
    this.known = shape === null ? null : (this.foundIn.get(shape) ?? null);
    if (this.known !== null) return this.isText();
    this.begin(bytes);
    if (!this.parse() || !this.isText() || !this.choose()) return false;
    const learned = this.shapes.learn(bytes, this.places);
    if (learned !== null) this.foundIn.set(learned, this.findChosen());
    return true;
  }

  /** The values of the record that was scanned last. */
  emit(sink: ByteSink): void {
    if (this.known === null) {
      const { plans, chosen } = this;
      for (let p = 0; p < plans.length; p++) {
        const slot = chosen[p] as number;
        if (slot !== -1) this.give(sink, plans[p] as Plan, this, slot);
      }
      return;
    }
    const { known } = this;
    const { values } = this.shapes;
    for (let f = 0; f < known.length; f++) {
      const found = known[f] as Found;
      if (found.place !== -1) this.give(sink, found, values, found.place);
      else sink.textIn(found.column, found.word, 0, found.word.length, true);
    }
  }

  /** Hands on the value whose place is the `n`th of `places`. */
  private give(sink: ByteSink, { column, numeric }: Target, places: Places, n: number): void {
    const { bytes } = this;
    const start = places.starts[n] as number;
    const end = places.ends[n] as number;
    const marks = places.marks[n] as number;
    if (numeric) {
      const value = plainDecimalIn(bytes, start, end) ?? Number(bytes.toString('latin1', start, end));
      if (Number.isFinite(value)) sink.number(column, value);
    } else if ((marks & escaped) !== 0) {
      sink.text(column, JSON.parse(bytes.toString('utf8', start - 1, end + 1)) as string);
    } else {
      sink.textIn(column, bytes, start, end, marks === 0);
    }
  }

  private parse(): boolean {
    this.record++;
    this.kinds.fill(kind.none);
    this.places.count = 0;
    return this.bytes[0] === byte.openBrace && this.object(this.root) && this.at === this.bytes.length;
  }

  /** Whether what was passed is UTF-8. */
  private isText(): boolean {
    return this.seen < 0x80 || isUtf8(this.bytes);
  }

  /** What was chosen, told by the record's values. */
  private findChosen(): Found[] {
    const { places, plans, chosen, starts, ends, kinds } = this;
    return plans.flatMap(({ column, numeric }, p) => {
      const slot = chosen[p] as number;
      if (slot === -1) return [];
      const start = starts[slot] as number;
      if (kinds[slot] !== kind.literal)
        return { column, numeric, place: places.starts.indexOf(start), word: none };
      return { column, numeric, place: -1, word: Buffer.from(this.bytes.subarray(start, ends[slot])) };
    });
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
      if (!this.stringValue()) return false;
      if (slot === -1) return true;
      this.starts[slot] = start + 1;
      this.ends[slot] = this.at - 1;
      this.marks[slot] = marksOf(this);
      this.kinds[slot] = kind.text;
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
      else if (first === byte.letterN) what = kind.nothing;
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
        if (!this.stringValue()) return false;
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

  private stringValue(): boolean {
    const start = this.at + 1;
    if (!this.string()) return false;
    this.places.add(start, this.at - 1, marksOf(this));
    return true;
  }

  private scalar(): boolean {
    const start = this.at;
    if (!beginsNumeral(this.bytes[start])) return this.word();
    if (!this.numeral()) return false;
    this.places.add(start, this.at, 0);
    return true;
  }
}

const letterF = 0x66;
const letterT = 0x74;

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
