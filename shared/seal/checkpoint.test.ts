import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { nodeSigner, verifyEd25519 } from '../../engine/keys/ed25519.ts';
import { checkpointOrigin, parseCheckpoint, printCheckpoint, signCheckpoint } from './checkpoint.ts';
import { parseNote, signNote, verifyNote } from './signed-note.ts';

const signer = nodeSigner(generateKeyPairSync('ed25519').privateKey);
const head = (size: number, fill: number) => ({ size, root: new Uint8Array(32).fill(fill) });
const checkpoint = {
  origin: checkpointOrigin('0b5b5f2e-58a4-4d6c-9b1c-3a0f6f6f6f6f', 3),
  ...head(1000, 1),
  fileSha256: new Uint8Array(32).fill(2),
  caseIdTree: head(49, 3),
  imageIdTree: head(0, 4),
};

describe('a checkpoint', () => {
  test('reads back as it was, under the signature of its key', async () => {
    const text = await signCheckpoint(nodeDigest, checkpoint, signer);
    const note = parseNote(text);
    if (note === null) throw new Error('it did not read');
    expect(parseCheckpoint(note.text)).toEqual(checkpoint);
    expect(await verifyNote(nodeDigest, note, checkpoint.origin, signer.publicKey, verifyEd25519)).toBe(true);
    const other = nodeSigner(generateKeyPairSync('ed25519').privateKey);
    expect(await verifyNote(nodeDigest, note, checkpoint.origin, other.publicKey, verifyEd25519)).toBe(false);
    expect(await verifyNote(nodeDigest, note, 'another/name', signer.publicKey, verifyEd25519)).toBe(false);
  });

  test('is the six lines that the format names', () => {
    expect(printCheckpoint(checkpoint).split('\n')).toEqual([
      'casebound/0b5b5f2e-58a4-4d6c-9b1c-3a0f6f6f6f6f/source/3',
      '1000',
      'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=',
      `file-sha256 ${'02'.repeat(32)}`,
      'case_id-tree 49 AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=',
      'image_id-tree 0 BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ=',
      '',
    ]);
  });

  test.each([
    ['a size with a leading zero', (text: string) => text.replace('\n1000\n', '\n01000\n')],
    ['a size as hex', (text: string) => text.replace('\n1000\n', '\n0x3e8\n')],
    ['no size', (text: string) => text.replace('\n1000\n', '\n\n')],
    ['another line behind', (text: string) => `${text}more\n`],
    ['a missing line', (text: string) => text.replace(/image_id.*\n/, '')],
    ['lines exchanged', (text: string) => text.replace(/(case_id.*\n)(image_id.*\n)/, '$2$1')],
    ['a short root', (text: string) => text.replace('AQEB', '')],
    ['upper-case hex', (text: string) => text.replace('02'.repeat(32), 'AB'.repeat(32))],
    ['a source 0', (text: string) => text.replace('source/3', 'source/0')],
    ['carriage returns', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('with %s does not read', (_, change) => {
    expect(parseCheckpoint(change(printCheckpoint(checkpoint)))).toBeNull();
  });
});

describe('a signed note', () => {
  test('names its key by the first bytes of a hash over name, type and key', async () => {
    const secret = Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      Buffer.alloc(32, 7),
    ]);
    const known = nodeSigner(createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' }));
    const text = await signNote(nodeDigest, 'a text\n', 'example.org/log', known);
    const note = parseNote(text);
    expect(text).toMatch(/^a text\n\n\u2014 example\.org\/log [A-Za-z0-9+/]{91}=\n$/);
    const id = nodeDigest
      .sha256(Buffer.concat([Buffer.from('example.org/log\n\x01'), known.publicKey]))
      .subarray(0, 4);
    expect(Buffer.from(note?.signatures[0]?.keyId ?? [])).toEqual(Buffer.from(id));
  });

  test('ignores lines of other keys, and holds only where every line of its own does', async () => {
    const other = nodeSigner(generateKeyPairSync('ed25519').privateKey);
    const mine = await signNote(nodeDigest, 'a text\n', 'n', signer);
    const theirs = await signNote(nodeDigest, 'a text\n', 'n', other);
    const both = parseNote(mine + (theirs.split('\n\n')[1] ?? ''));
    if (both === null) throw new Error('it did not read');
    expect(await verifyNote(nodeDigest, both, 'n', signer.publicKey, verifyEd25519)).toBe(true);
    expect(await verifyNote(nodeDigest, both, 'n', other.publicKey, verifyEd25519)).toBe(true);
    const wrong = await signNote(nodeDigest, 'another text\n', 'n', signer);
    const spoiled = parseNote(mine + (wrong.split('\n\n')[1] ?? ''));
    if (spoiled === null) throw new Error('it did not read');
    expect(await verifyNote(nodeDigest, spoiled, 'n', signer.publicKey, verifyEd25519)).toBe(false);
  });

  test.each([
    '',
    'text\n',
    'text\n\n',
    'text\n\n- n AAAA\n',
    'text\n\n\u2014 n AAAA\n',
    'te\u0007xt\n\n\u2014 n AAAA\n',
  ])('%j is none', (text) => {
    expect(parseNote(text)).toBeNull();
  });
});
