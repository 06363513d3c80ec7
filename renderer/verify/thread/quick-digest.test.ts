import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { concat } from '../../../shared/bytes/encoding.ts';
import { browserDigest } from './browser-digest.ts';
import { quickDigest } from './quick-digest.ts';

const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 });

describe('the quick SHA-256 of the page', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is the one in script, at once and in streams that take turns', async () => {
    const digest = await quickDigest();
    expect(digest).not.toBe(browserDigest);
    fc.assert(
      fc.property(pieces, pieces, (a, b) => {
        const streams = [a, b].map((each) => ({ each, stream: digest.sha256Stream() }));
        for (let n = 0; n < 6; n++) {
          for (const { each, stream } of streams) {
            const piece = each[n];
            if (piece === undefined) continue;
            stream.update(piece);
            expect(digest.sha256(piece)).toEqual(browserDigest.sha256(piece));
          }
        }
        for (const { each, stream } of streams)
          expect(stream.finish()).toEqual(browserDigest.sha256(concat(...each)));
      }),
    );
  });

  it('takes inputs of any length, and writes where it is told', async () => {
    const digest = await quickDigest();
    const long = new Uint8Array(100_000).map((_, i) => i * 7);
    const out = new Uint8Array(40);
    digest.sha256Into(long, out, 4);
    expect(out.subarray(4, 36)).toEqual(browserDigest.sha256(long));
    expect([...out.subarray(0, 4), ...out.subarray(36)]).toEqual(new Array(8).fill(0));
  });

  it('is the one in script where the browser runs no WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(await quickDigest()).toBe(browserDigest);
  });
});
