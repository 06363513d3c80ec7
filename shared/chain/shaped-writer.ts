import { concat, fromUtf8, utf8 } from '../bytes/encoding.ts';
import { escaped, type RecordShape, RecordShapes } from '../json/shapes.ts';
import { JsonTokens, quote } from '../json/tokens.ts';
import { namesOf } from './paths.ts';
import { blankAtMost, isPlainNumber, type PlainEntry, PlainWriter } from './plain-entry.ts';
import { type ChainProfile, uncoveredPaths } from './profile.ts';
import { type KnownText, knownText, SpanWriter } from './span-writer.ts';

/** How entries of one shape are written: text and values in turn, text first and last. */
interface Recipe {
  readonly texts: readonly KnownText[];
  /** Which of the entry's values stand between the texts. */
  readonly values: readonly number[];
  /** Which of them are the entry's hash and the one before. */
  readonly hash: number;
  readonly previous: number;
}

/**
 * Writes entries as `PlainWriter` does, which is its oracle in the tests. Of entries that differ in nothing but their values
 * only the first is taken apart and sorted: what was written then is written again, with other values.
 */
export class ShapedWriter {
  readonly found: PlainEntry = { hashStart: 0, hashEnd: 0, previousStart: 0, previousEnd: 0, length: 0 };
  private readonly writer: PlainWriter;
  private readonly shapes: RecordShapes;
  private readonly recipes = new Map<RecordShape, Recipe>();
  private readonly tokens = new JsonTokens<Uint8Array>(new Uint8Array());
  private readonly spans: SpanWriter;
  private isLike = false;
  private lessons = 0;

  /** `shapes`: where given, another reader may have matched an entry just before, which is not done again then. */
  constructor(writer: PlainWriter, shapes = new RecordShapes()) {
    this.writer = writer;
    this.spans = new SpanWriter(writer.out.length);
    this.shapes = shapes;
  }

  /** What was written: valid up to `found.length`, until the next entry. */
  get out(): Uint8Array {
    return this.isLike ? this.spans.out : this.writer.out;
  }

  /** Whether the entry could be written, without its hash. */
  write(bytes: Uint8Array): boolean {
    const { writer, tokens, shapes } = this;
    let shape = shapes.lastOf(bytes);
    if (shape === null) {
      tokens.begin(bytes);
      shape = shapes.match(tokens);
    }
    const recipe = shape === null ? undefined : this.recipes.get(shape);
    this.isLike = recipe !== undefined && bytes.length + blankAtMost < writer.out.length;
    if (recipe !== undefined && this.isLike) return this.writeLike(recipe, bytes);
    if (!writer.write(bytes)) return false;
    if (this.lessons < lessonsAtMost) {
      this.lessons++;
      this.learn(bytes);
      writer.write(bytes);
    }
    Object.assign(this.found, writer.found);
    return true;
  }

  private writeLike({ texts, values, hash, previous }: Recipe, bytes: Uint8Array): boolean {
    const { spans } = this;
    const { asciiOnly } = this.writer;
    const { starts, ends, marks } = this.shapes.values;
    spans.begin(bytes);
    for (let part = 0; ; part++) {
      spans.text(texts[part] as KnownText);
      if (part === values.length) break;
      const n = values[part] as number;
      const end = ends[n] as number;
      const start = starts[n] as number;
      if ((marks[n] as number) & escaped) return false;
      if (bytes[start - 1] !== quote && !isPlainNumber(bytes, start, end)) return false;
      if (!spans.span(start, end, asciiOnly)) return false;
    }
    // The hash stands in no text of its own entry, so that nothing looked at it above.
    if ((marks[hash] as number) & escaped) return false;
    const { found } = this;
    found.hashStart = starts[hash] as number;
    found.hashEnd = ends[hash] as number;
    found.previousStart = starts[previous] as number;
    found.previousEnd = ends[previous] as number;
    found.length = spans.length;
    return (
      spans.isPlain(found.hashStart, found.hashEnd) && spans.isPlain(found.previousStart, found.previousEnd)
    );
  }

  /** Has the entry written once more with a mark in the place of each value: where the marks stand then, values will. */
  private learn(bytes: Uint8Array): void {
    const { writer, shapes } = this;
    const places = writer.places.copy();
    const marks: string[] = [];
    const pieces: Uint8Array[] = [];
    let at = 0;
    for (let n = 0; n < places.count; n++) {
      const start = places.starts[n];
      if (start === undefined) return;
      const mark = `${bytes[start - 1] === quote ? 'value ' : ''}${firstMark + n}`;
      marks.push(mark);
      pieces.push(bytes.subarray(at, start), utf8(mark));
      at = places.ends[n] as number;
    }
    const marked = concat(...pieces, bytes.subarray(at));
    if (!writer.write(marked)) return;
    const { found, out } = writer;
    const written = fromUtf8(out.subarray(0, found.length));
    const markAt = (start: number, end: number) => marks.indexOf(fromUtf8(marked.subarray(start, end)) ?? '');
    const hash = markAt(found.hashStart, found.hashEnd);
    const previous = markAt(found.previousStart, found.previousEnd);
    if (written === null || hash === -1 || previous === -1) return;
    const recipe = recipeOf(written, marks, hash, previous);
    if (recipe === null) return;
    const shape = shapes.learn(bytes, places);
    if (shape !== null) this.recipes.set(shape, recipe);
  }
}

/** Numbers of so many digits are plain; the marks of one entry differ, and none is part of another. */
const firstMark = 1e12;

/** A trail has few shapes; one in which every entry has its own gains nothing. */
const lessonsAtMost = 1000;

/** Null where a mark stands more than once, or not at all: the entry itself says what marks say. */
function recipeOf(written: string, marks: readonly string[], hash: number, previous: number): Recipe | null {
  const order: { readonly n: number; readonly at: number }[] = [];
  for (const [n, mark] of marks.entries()) {
    const at = written.indexOf(mark);
    if (at !== written.lastIndexOf(mark) || (at === -1) !== (n === hash)) return null;
    if (at !== -1) order.push({ n, at });
  }
  order.sort((a, b) => a.at - b.at);
  const texts: KnownText[] = [];
  let from = 0;
  for (const { n, at } of order) {
    texts.push(knownText(utf8(written.slice(from, at))));
    from = at + (marks[n] as string).length;
  }
  texts.push(knownText(utf8(written.slice(from))));
  return { texts, values: order.map(({ n }) => n), hash, previous };
}

const backslash = 0x5c;

/** Names that are written as they stand. */
const plainName = /^[ !#-[\]-~]+$/;

/** A writer for what the profile hashes; null where it hashes anything else. `shapes`: as of `ShapedWriter`. */
export function plainWriterFor(
  { hash, previous, preimage }: ChainProfile,
  shapes?: RecordShapes,
): ShapedWriter | null {
  const { join, end = '', entry } = preimage;
  const { serialize, itemSeparator, keySeparator, only, nested, nulls, escapeHtml, escapes, indent } = entry;
  if (
    previous === null ||
    join.length !== 1 ||
    join[0] !== 'entry' ||
    end !== '' ||
    only !== null ||
    escapeHtml ||
    escapes !== undefined ||
    indent !== undefined
  )
    return null;
  const left = uncoveredPaths(entry);
  if (nested !== 'keep' || nulls !== 'keep' || left.length !== 1 || left[0] !== hash) return null;
  const blank = entry.blank === undefined ? null : utf8(JSON.stringify(entry.blank[hash]));
  if (blank !== null && (blank.length > blankAtMost || blank.includes(backslash))) return null;
  if (serialize !== 'jcs' && serialize !== 'sorted') return null;
  if (itemSeparator !== ',' || keySeparator !== ':') return null;
  const [own = '', ...below] = namesOf(hash);
  const [before = '', ...deeper] = namesOf(previous);
  if (below.length + deeper.length > 0 || !plainName.test(own) || !plainName.test(before)) return null;
  return new ShapedWriter(new PlainWriter(utf8(own), utf8(before), entry.asciiOnly, blank), shapes);
}
