import { expect, it } from 'vitest';
import { murmur3 } from './murmur.ts';

// Answers of the reference implementation (MurmurHash3_x86_32).
it.each([
  ['', 0, 0x00000000],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['test', 0, 0xba6bd213],
  ['test', 0x9747b28c, 0x704b81dc],
  ['Hello, world!', 0, 0xc0363e43],
  ['Hello, world!', 0x9747b28c, 0x24884cba],
  ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
])('gives of %j and seed %i what others give', (text, seed, hash) => {
  const bytes = Buffer.from(`<${text}>`);
  expect(murmur3(bytes, 1, bytes.length - 1, seed) >>> 0).toBe(hash);
});

it('spreads values that differ little', () => {
  const hashes = Array.from({ length: 20_000 }, (_, n) => {
    const bytes = Buffer.from(`log_${n}`);
    return murmur3(bytes, 0, bytes.length, 7);
  });
  expect(new Set(hashes).size).toBeGreaterThan(19_990);
});
