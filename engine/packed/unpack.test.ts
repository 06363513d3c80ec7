import { createHash } from 'node:crypto';
import { constants, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../shared/bytes/encoding.ts';
import type { ByteReader } from './byte-reader.ts';
import { type Compression, compressionOf } from './packing.ts';
import { streamLimit, type Unpacked, unpack } from './unpack.ts';

const text = Buffer.from(
  Array.from({ length: 20_000 }, (_, i) => `${JSON.stringify({ i, value: Math.sin(i) })}\n`).join(''),
);

function memory(bytes: Buffer): ByteReader {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

async function unpacked(
  bytes: Buffer,
  compression: Compression,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<Unpacked & { stream: Buffer }> {
  const source = unpack(memory(bytes), { member: null, compression }, limit);
  const out: Buffer[] = [];
  for (;;) {
    const next = await source.next();
    if (next.done) return { ...next.value, stream: Buffer.concat(out) };
    out.push(next.value);
  }
}

const forms = { gzip: gzipSync, zstd: zstdCompressSync } as const;

describe.each(['gzip', 'zstd'] as const)('%s', (form) => {
  const compress = (bytes: Buffer) => forms[form](bytes);
  const packed = compress(text);

  it('gives what was compressed, and what is known of the file', async () => {
    expect(compressionOf(packed)).toBe(form);
    const result = await unpacked(packed, form);
    expect(result.stream.equals(text)).toBe(true);
    expect(result).toMatchObject({ bytes: packed.length, fault: null });
    expect(toHex(result.sha256)).toBe(createHash('sha256').update(packed).digest('hex'));
  });

  it.each([1, 2, 7])('%i after one another are one stream', async (count) => {
    const parts = Array.from({ length: count }, (_, n) => text.subarray(n * 1000, n * 1000 + 70_000 * n));
    const result = await unpacked(Buffer.concat(parts.map(compress)), form);
    expect(result.fault).toBeNull();
    expect(result.stream.equals(Buffer.concat(parts))).toBe(true);
  });

  it('with other bytes behind it keeps all of it, and tells where they begin', async () => {
    const file = Buffer.concat([packed, Buffer.from('rubbish')]);
    const result = await unpacked(file, form);
    expect(result.stream.equals(text)).toBe(true);
    expect(result.bytes).toBe(file.length);
    expect(result.fault).toContain(`byte ${packed.length}`);
  });

  it('that was cut off keeps what can be had of it', async () => {
    const cut = packed.subarray(0, packed.length >> 1);
    const { stream, fault } = await unpacked(cut, form);
    expect(stream.length).toBeGreaterThan(text.length / 4);
    expect(text.subarray(0, stream.length).equals(stream)).toBe(true);
    expect(fault).toContain(`ends at byte ${cut.length}`);
  });

  it('of nothing is nothing', async () => {
    expect(await unpacked(compress(Buffer.alloc(0)), form)).toMatchObject({
      stream: Buffer.alloc(0),
      fault: null,
    });
  });

  it('whatever is changed in it gives the same again, tells it where less comes out, and never fails', async () => {
    const small = compress(text.subarray(0, 6_000));
    const change = fc.record({ at: fc.nat(small.length - 1), value: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const damaged = Buffer.from(small);
        for (const { at, value } of changes) damaged[at] = (damaged[at] as number) ^ value;
        const once = await unpacked(damaged, form);
        const again = await unpacked(damaged, form);
        expect(again.stream.equals(once.stream)).toBe(true);
        expect(again.fault).toBe(once.fault);
        expect(once.bytes).toBe(damaged.length);
        if (once.stream.length < 6_000) expect(once.fault).not.toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it('that decompresses to far more than a trail does is refused', async () => {
    const bomb = compress(Buffer.alloc(128 << 20));
    await expect(unpacked(bomb, form, streamLimit(bomb.length))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('gzip', () => {
  const packed = gzipSync(text);

  it('keeps every byte before a fault, though they came with it', async () => {
    const before = text.subarray(0, 300_000);
    const whole = deflateRawSync(before, { finishFlush: constants.Z_SYNC_FLUSH });
    // RFC 1951 section 3.2.3: a block of type 3 is an error.
    const file = Buffer.concat([packed.subarray(0, 10), whole, Buffer.from([7]), Buffer.alloc(1000, 1)]);
    const { stream, fault } = await unpacked(file, 'gzip');
    expect(stream.equals(before)).toBe(true);
    expect(fault).toContain(`from byte ${10 + whole.length} of the file on it cannot be decompressed`);
  });

  it('with a wrong check value keeps its data, and the members behind it', async () => {
    const wrong = Buffer.from(packed);
    wrong[wrong.length - 5] = (wrong[wrong.length - 5] as number) ^ 1;
    const { stream, fault } = await unpacked(Buffer.concat([wrong, packed]), 'gzip');
    expect(stream.equals(Buffer.concat([text, text]))).toBe(true);
    expect(fault).toContain('its check value differs');
  });

  it('with zeros behind it is whole; with a member behind the zeros it says what it leaves out', async () => {
    expect((await unpacked(Buffer.concat([packed, Buffer.alloc(70_000)]), 'gzip')).fault).toBeNull();
    const hidden = await unpacked(Buffer.concat([packed, Buffer.alloc(512), packed]), 'gzip');
    expect(hidden.stream.equals(text)).toBe(true);
    expect(hidden.fault).toContain(`byte ${packed.length}`);
  });

  it('with every field that a header may have is read', async () => {
    const fields = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3]),
      Buffer.from('name\0a comment\0'),
      Buffer.from([0, 0]),
    ]);
    const trailer = packed.subarray(packed.length - 8);
    const file = Buffer.concat([fields, deflateRawSync(text), trailer]);
    const { stream, fault } = await unpacked(file, 'gzip');
    expect(fault).toBeNull();
    expect(stream.equals(text)).toBe(true);
  });
});

describe('zstd', () => {
  const packed = zstdCompressSync(text);
  const skippable = Buffer.concat([Buffer.from([0x53, 0x2a, 0x4d, 0x18, 5, 0, 0, 0]), Buffer.from('notes')]);

  it('passes over skippable frames, first, between and last', async () => {
    const file = Buffer.concat([skippable, packed, skippable, packed, skippable]);
    expect(compressionOf(file)).toBe('zstd');
    const { stream, fault } = await unpacked(file, 'zstd');
    expect(fault).toBeNull();
    expect(stream.equals(Buffer.concat([text, text]))).toBe(true);
  });

  it('made with a dictionary cannot be read, and says so', async () => {
    const dictionary = text.subarray(0, 1000);
    const file = zstdCompressSync(text, { dictionary });
    const { fault } = await unpacked(file, 'zstd');
    expect(fault).toContain('cannot be decompressed');
  });
});
