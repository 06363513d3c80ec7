/**
 * A JSON parser (RFC 8259) that keeps what JSON.parse discards: the lexeme of every number, and every member of an object
 * in order, repeated names included. Strict: it refuses whatever JSON.parse refuses.
 */
export type JsonNode =
  | { readonly kind: 'literal'; readonly text: 'null' | 'true' | 'false' }
  | { readonly kind: 'number'; readonly lexeme: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly repeats: boolean };

export interface JsonMember {
  readonly name: string;
  readonly value: JsonNode;
}

/** Deeper nesting is refused: hostile input could exhaust the stack. */
export const nestingLimit = 256;

/** @returns null if `text` is not one JSON value, or is nested more deeply than `nestingLimit`. */
export function parseJson(text: string): JsonNode | null {
  const reader = new Reader(text);
  try {
    return reader.document();
  } catch (error) {
    if (error instanceof NotJson) return null;
    throw error;
  }
}

class NotJson extends Error {}

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
/** A string's characters except quotes, backslashes and control characters below the space (RFC 8259 section 7). */
const plainPattern = /[ !#-[\]-\uffff]*/y;
/** What few strings contain; those are read piece by piece. */
const escapedOrControl = /[^ !#-[\]-\uffff]/;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): JsonNode {
    const value = this.value(0);
    this.space();
    if (this.at !== this.text.length) throw new NotJson();
    return value;
  }

  private value(depth: number): JsonNode {
    if (depth > nestingLimit) throw new NotJson();
    this.space();
    const character = this.text[this.at];
    if (character === '"') return { kind: 'string', value: this.string() };
    if (character === '{') return this.object(depth);
    if (character === '[') return this.array(depth);
    for (const text of ['null', 'true', 'false'] as const) {
      if (!this.text.startsWith(text, this.at)) continue;
      this.at += text.length;
      return { kind: 'literal', text };
    }
    return { kind: 'number', lexeme: this.match(numberPattern) };
  }

  private object(depth: number): JsonNode {
    const members: JsonMember[] = [];
    const names = new Set<string>();
    this.at++;
    if (!this.take('}')) {
      do {
        this.space();
        if (this.text[this.at] !== '"') throw new NotJson();
        const name = this.string();
        this.expect(':');
        names.add(name);
        members.push({ name, value: this.value(depth + 1) });
      } while (this.take(','));
      this.expect('}');
    }
    return { kind: 'object', members, repeats: names.size !== members.length };
  }

  private array(depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at++;
    if (!this.take(']')) {
      do items.push(this.value(depth + 1));
      while (this.take(','));
      this.expect(']');
    }
    return { kind: 'array', items };
  }

  private string(): string {
    this.at++;
    const end = this.text.indexOf('"', this.at);
    if (end === -1) throw new NotJson();
    const plain = this.text.slice(this.at, end);
    if (!escapedOrControl.test(plain)) {
      this.at = end + 1;
      return plain;
    }
    let value = this.match(plainPattern);
    while (this.text[this.at] === '\\') {
      const letter = this.text[this.at + 1] ?? '';
      if (letter === 'u') {
        const digits = this.text.slice(this.at + 2, this.at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new NotJson();
        value += String.fromCharCode(Number.parseInt(digits, 16));
        this.at += 6;
      } else {
        const character = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
        if (character === undefined) throw new NotJson();
        value += character;
        this.at += 2;
      }
      value += this.match(plainPattern);
    }
    if (this.text[this.at] !== '"') throw new NotJson();
    this.at++;
    return value;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) throw new NotJson();
    this.at += found[0].length;
    return found[0];
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }

  private take(character: string): boolean {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private expect(character: string): void {
    if (!this.take(character)) throw new NotJson();
  }
}

/** The member with that name; the last of several, as with JSON.parse. Undefined if there is none. */
export function member(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (node?.kind !== 'object') return undefined;
  return node.members.findLast((candidate) => candidate.name === name)?.value;
}
