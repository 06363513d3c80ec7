import { concat, equalBytes, utf8 } from '../bytes/encoding.ts';

/** `string` of RFC 4251 section 5: a 32-bit big-endian length, then the bytes. */
export function wireString(content: Uint8Array | string): Uint8Array<ArrayBuffer> {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  return concat(wireUint32(bytes.length), bytes);
}

export function wireUint32(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Takes wire values off the front of hostile bytes; each answer is null where they are not there. */
export class WireReader {
  private rest: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.rest = bytes;
  }

  get done(): boolean {
    return this.rest.length === 0;
  }

  take(length: number): Uint8Array | null {
    if (length > this.rest.length) return null;
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return taken;
  }

  string(): Uint8Array | null {
    const length = this.take(4);
    if (length === null) return null;
    return this.take(new DataView(length.buffer, length.byteOffset, 4).getUint32(0));
  }

  /** Whether the next bytes are exactly these; they are taken. */
  expect(bytes: Uint8Array): boolean {
    const taken = this.take(bytes.length);
    return taken !== null && equalBytes(taken, bytes);
  }
}
