import { digestOf } from '../../../shared/chain/digest-text.ts';
import type { Output } from '../../../shared/chain/profile.ts';

/** Hashes that are looked for among records, all as the profile of one chain spells them. */
export interface WantedHashes {
  readonly hashes: ReadonlySet<string>;
  readonly output: Output;
  /** Of the digest. */
  readonly bytes: number;
}

/** Bytes that a spelled digest, its prefix and the escapes in it are made of; in UTF-16, every other one is zero. */
const spelling = new Uint8Array(256);
for (const each of '\0\\+/=-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')
  spelling[each.charCodeAt(0)] = 1;

/** Characters of a spelled digest that are looked at before it is decoded; of different numbers, so that none is taken for the other. */
const hexBeginning = 8;
const base64Beginning = 6;

/** Longer than any spelled digest, escapes and zeros of UTF-16 included: of a longer run, only the end is looked at. */
const longestRun = 4096;

/**
 * Looks in bytes of any form and encoding for digests in any spelling, without reading records: most bytes are not even looked at, since
 * a digest is a long run of few characters. What is found may stand anywhere.
 */
export class DigestSearch {
  /** Of the wanted hashes, those that were met. */
  readonly found = new Set<string>();
  /** The wanted hashes by their digests. */
  private readonly wanted = new Map<string, string>();
  /** How they begin, in hex and in base64: few other digests do. */
  private readonly beginnings = new Set<string>();
  private readonly bytes: number;
  /** Of the shortest spelling, base64 without padding. */
  private readonly shortest: number;
  /** The run that the blocks so far ended in. */
  private open: Buffer = Buffer.alloc(0);

  constructor({ hashes, output, bytes }: WantedHashes) {
    this.bytes = bytes;
    this.shortest = Math.ceil((bytes * 4) / 3);
    for (const hash of hashes) {
      const digest = digestOf(hash, output);
      if (digest?.length !== bytes) continue;
      this.wanted.set(keyOf(digest), hash);
      const own = Buffer.from(digest);
      this.beginnings.add(own.toString('hex').slice(0, hexBeginning));
      this.beginnings.add(own.toString('base64').slice(0, base64Beginning));
    }
  }

  /** The next block of a stream. */
  read(block: Buffer): void {
    const bytes: Buffer = this.open.length === 0 ? block : Buffer.concat([this.open, block]);
    let from = bytes.length;
    while (from > 0 && bytes.length - from < longestRun && spelling[bytes[from - 1] as number] === 1) from--;
    this.look(bytes.subarray(0, from));
    // A copy: the block may be gone when the next one comes.
    this.open = Buffer.from(bytes.subarray(from));
  }

  /** The stream ended. */
  end(): void {
    this.look(this.open);
    this.open = Buffer.alloc(0);
  }

  /** Whether some wanted hash stands in these bytes. */
  isIn(bytes: Buffer): boolean {
    return this.look(bytes);
  }

  private look(bytes: Buffer): boolean {
    const { shortest } = this;
    let isMet = false;
    for (let end = shortest; end <= bytes.length; ) {
      const start = end - shortest;
      let at = end - 1;
      while (at >= start && spelling[bytes[at] as number] === 1) at--;
      if (at >= start) {
        end = at + 1 + shortest;
        continue;
      }
      while (end < bytes.length && spelling[bytes[end] as number] === 1) end++;
      if (this.meet(bytes.toString('latin1', Math.max(start, end - longestRun), end))) isMet = true;
      end += shortest;
    }
    return isMet;
  }

  /** A run, which a digest may be the end of. */
  private meet(run: string): boolean {
    const text = /[\0\\]/.test(run) ? unescaped(run) : run;
    const hex = text.slice(-2 * this.bytes);
    const base64 = text.replace(/=+$/, '').slice(-this.shortest);
    const isHex = this.beginnings.has(hex.slice(0, hexBeginning).toLowerCase()) && this.takes(hex, 'hex');
    const isBase64 =
      this.beginnings.has(standard(base64.slice(0, base64Beginning))) && this.takes(base64, 'base64');
    return isHex || isBase64;
  }

  private takes(text: string, encoding: 'hex' | 'base64'): boolean {
    const digest = Buffer.from(text, encoding);
    const hash = digest.length === this.bytes ? this.wanted.get(keyOf(digest)) : undefined;
    if (hash === undefined) return false;
    this.found.add(hash);
    return true;
  }
}

function standard(base64url: string): string {
  return base64url.replaceAll('-', '+').replaceAll('_', '/');
}

function keyOf(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.length).toString('latin1');
}

/** As JSON has it, also where it stands in a text of another JSON value. */
function unescaped(run: string): string {
  return run
    .replaceAll('\0', '')
    .replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\\', '');
}
