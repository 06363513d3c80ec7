import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { nodeSigner } from '../../engine/keys/ed25519.ts';
import { type Checkpoint, checkpointOrigin, printCheckpoint, signCheckpoint } from './checkpoint.ts';
import { joinReceipts, parseReceipts } from './receipt.ts';

const signer = nodeSigner(generateKeyPairSync('ed25519').privateKey);
const head = (size: number, fill: number) => ({ size, root: new Uint8Array(32).fill(fill) });
const checkpoint = (source: number): Checkpoint => ({
  origin: checkpointOrigin('0b5b5f2e-58a4-4d6c-9b1c-3a0f6f6f6f6f', source),
  ...head(1000 + source, 1),
  fileSha256: new Uint8Array(32).fill(2),
  caseIdTree: head(49, 3),
  imageIdTree: head(0, 4),
});
const signed = (source: number) => signCheckpoint(nodeDigest, checkpoint(source), signer);

describe('receipts', () => {
  test('read back as they were, signed and unsigned, one and several', async () => {
    const text = joinReceipts([await signed(1), printCheckpoint(checkpoint(2)), await signed(3)]);
    const receipts = parseReceipts(text);
    if (typeof receipts === 'string') throw new Error(receipts);
    expect(receipts.map((receipt) => receipt.checkpoint)).toEqual([1, 2, 3].map(checkpoint));
    expect(receipts.map(({ note }) => note?.signatures.length ?? 0)).toEqual([1, 0, 1]);
    expect(receipts[0]?.note?.text).toBe(printCheckpoint(checkpoint(1)));
  });

  test('can be cut out one by one as they are', async () => {
    const notes = [await signed(1), await signed(2)];
    const [first = '', second = ''] = notes;
    expect(joinReceipts(notes)).toBe(`${first}\n${second}`);
    expect(parseReceipts(second)).toMatchObject([{ checkpoint: checkpoint(2) }]);
  });

  test.each([
    ['nothing', () => '', /is empty/],
    ['carriage returns', (text: string) => text.replaceAll('\n', '\r\n'), /carriage returns/],
    ['its last line cut', (text: string) => text.slice(0, -1), /does not end with a line end/],
    ['its signature cut', (text: string) => `${text.slice(0, -9)}\n`, /signature lines/],
    [
      'a signature of another length',
      (text: string) => text.replace(/ \S+\n$/, ' AAAA\n'),
      /signature lines/,
    ],
    ['a short root', (text: string) => text.replace('AQEB', ''), /part 1 is no checkpoint/],
    ['an empty line more', (text: string) => `${text}\n`, /signature lines/],
    ['other text behind', (text: string) => `${text}\nmore\n`, /is no checkpoint/],
    ['a byte order mark', (text: string) => `\ufeff${text}`, /is no checkpoint/],
    ['an extension line more', (text: string) => text.replace('\n\n', '\nmore\n\n'), /is no checkpoint/],
    ['signatures alone', (text: string) => text.slice(text.indexOf('\n\n') + 2), /is no checkpoint/],
  ])('with %s do not read', async (_, change, words) => {
    expect(parseReceipts(change(await signed(1)))).toMatch(words);
  });

  test('of any text are receipts or a reason, and receipts print as they were', () => {
    const part = fc.oneof(
      fc.constantFrom('\n', '\n\n', '\u2014 ', printCheckpoint(checkpoint(1)), '\u2014 a AAAA\n'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const receipts = parseReceipts(text);
        if (typeof receipts === 'string') expect(receipts).not.toBe('');
        else expect(joinReceipts(receipts.map((each) => printCheckpoint(each.checkpoint)))).toBe(text);
      }),
    );
  });
});
