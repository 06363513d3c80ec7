/** The few DER forms (ITU-T X.690) that an encrypted key is written in. */

const tags = { integer: 0x02, octets: 0x04, nothing: 0x05, oid: 0x06, sequence: 0x30 } as const;

export function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(tags.sequence, Buffer.concat(parts));
}

export function octets(content: Uint8Array): Buffer {
  return tagged(tags.octets, content);
}

/** A non-negative integer below 2^31. */
export function integer(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32BE(value, 1);
  const first = bytes.findIndex((byte, at) => byte !== 0 || at === 4);
  // A leading bit would be a sign: a zero byte goes before it.
  return tagged(tags.integer, bytes.subarray((bytes[first] as number) >= 0x80 ? first - 1 : first));
}

export const nothing: Buffer = tagged(tags.nothing, Buffer.alloc(0));

/** `content`: the encoded arcs, hex. */
export function oid(content: string): Buffer {
  return tagged(tags.oid, Buffer.from(content, 'hex'));
}

function tagged(tag: number, content: Uint8Array): Buffer {
  const length =
    content.length < 0x80
      ? Buffer.of(content.length)
      : Buffer.of(0x82, content.length >> 8, content.length & 0xff);
  return Buffer.concat([Buffer.of(tag), length, content]);
}
