import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeText } from '../../shared/bytes/encoded-text.ts';
import { paths } from '../../shared/pack/layout.ts';
import { addAnnotation } from '../annotation/annotate.ts';
import { openSigners } from '../keys/signers.ts';
import { filesOf, fixManifests, reseal, zipOf } from './testing/forge.ts';
import { passphrase, SmallCase, trailLine } from './testing/small-case.ts';
import { tableFile } from './testing/table.ts';

const program = join(import.meta.dirname, 'testing/check_by_document.py');

let small: SmallCase;
let claim: string;

beforeAll(async () => {
  const lines = Array.from({ length: 17 }, (_, i) =>
    trailLine({
      id: `log_${i}`,
      claim: i % 3 === 0 ? 'CLM-\u00c4' : `CLM-${i}`,
      image: `img_${i % 4}`,
      note: `note "${i}" \ud83d\udd0e`,
      minute: i,
    }),
  );
  // What cannot be read has no leaf: the places of the others must not shift for a checker who does not know of it.
  lines.splice(5, 0, '{"log_id": broken');
  small = await SmallCase.make('By document', [lines, lines.slice(2, 12)]);
  await small.importFile('rows.csv', tableFile([{ id: 'log_row', claim: 'CLM-\u00c4' }]));
  const wide = `\ufeff${trailLine({ id: 'log_wide', claim: 'CLM-\u00c4' })}\n`;
  await small.importFile('wide.ndjson', encodeText('utf-16le', wide));
  addAnnotation(small.db, { on: { query: 'case_id:CLM-\u00c4' }, mark: { note: 'look' }, author: 'R' });
  addAnnotation(small.db, { on: { query: 'image_id:img_1' }, mark: { tag: 'hot' }, author: 'R' });
  claim = (await small.seal({ caseId: 'CLM-\u00c4' })).pack;
});
afterAll(() => small.remove());

function said(pack: string | Uint8Array): { readonly status: number | null; readonly findings: string[] } {
  const path = typeof pack === 'string' ? pack : join(small.folder, 'changed.zip');
  if (typeof pack !== 'string') writeFileSync(path, pack);
  const { status, stdout, stderr } = spawnSync('python3', [program, path], { encoding: 'utf8' });
  return { status, findings: (stdout + stderr).trim().split('\n') };
}

describe('a checker that was written from the description of the format alone', () => {
  test('finds that packs of every kind hold', async () => {
    const packs = [
      claim,
      (await small.seal({ imageId: 'img_2' }, { bates: { prefix: 'ABC', start: 7 } })).pack,
      (await small.seal({ query: 'product:*' })).pack,
      (
        await small.seal(
          { caseId: 'CLM-\u00c4' },
          {
            redaction: [
              { kind: 'withhold', query: 'entry_id:log_3', reason: 'privilege' },
              { kind: 'mask', fields: ['note'], reason: 'privacy' },
            ],
          },
        )
      ).pack,
      (await small.seal({ caseId: 'CLM-\u00c4' }, { related: { include: ['image'] } })).pack,
    ];
    for (const pack of packs) expect(said(pack)).toEqual({ status: 0, findings: ['holds'] });
  });

  test('finds a change of a byte, whatever it is in', () => {
    const sound = readFileSync(claim);
    const places = 12;
    for (let n = 0; n < places; n++) {
      const altered = Buffer.from(sound);
      const at = Math.floor(((n + 0.5) / places) * sound.length);
      altered[at] = (altered[at] as number) ^ (1 << (n % 8));
      expect(said(altered).status, `byte ${at}`).not.toBe(0);
    }
  });

  test('finds the same of another compression of the same files', async () => {
    const { name, files } = await filesOf(readFileSync(claim));
    expect(said(zipOf(name, files))).toEqual({ status: 0, findings: ['holds'] });
    expect(said(zipOf(name, files, { level: 9 })).findings).toEqual(['container: compressed files']);
  });

  test.each([
    ['an entry less', paths.entries, 'storage'],
    ['a line less of the index', paths.index, 'storage'],
    ['a proof less', paths.proofs, 'storage'],
    ['an event less', paths.custody, 'custody'],
    ['an annotation less', paths.annotations, 'custody'],
  ])('finds %s, though manifests and seal were made to fit', async (_, path, axis) => {
    const { name, files } = await filesOf(readFileSync(claim));
    const lines = (files.get(path)?.toString() ?? '').split('\n');
    files.set(path, Buffer.from(lines.slice(1).join('\n')));
    fixManifests(files);
    await reseal(files, await openSigners({ key: small.key, passphrase }, new Date()));
    const { status, findings } = said(zipOf(name, files));
    expect(status).toBe(1);
    expect(
      findings.some((finding) => finding.startsWith(axis)),
      findings.join(),
    ).toBe(true);
    expect(findings.filter((finding) => finding.startsWith('signature'))).toEqual([]);
  });
});
