/**
 * What other programs write, by hand from their documentation: PostgreSQL's jsonb (section 8.14: no white space is kept but one space
 * after colons and commas, the last of duplicate names, numbers as numeric has them; names stand by length, then by bytes), and Go's
 * encoding/json ("<", ">", "&", U+2028 and U+2029 are escaped, struct fields in their order, maps sorted).
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chainFindings, failing, statusOf, verified } from './corpus.ts';

interface Vector {
  /** What its maker hashed. */
  readonly hashed: (previous: string) => string;
  /** What it exported, around the two hashes. */
  readonly exported: (previous: string, hash: string) => string;
}

const zeros = '0'.repeat(64);

function chained(vectors: readonly Vector[]): string[] {
  let previous = zeros;
  return vectors.map(({ hashed, exported }) => {
    const hash = createHash('sha256').update(hashed(previous)).digest('hex');
    const line = exported(previous, hash);
    previous = hash;
    return line;
  });
}

const postgres: readonly Vector[] = [
  {
    hashed: (previous) => `{"a": 1.50, "id": "e1", "zz": [1, 2], "prev_hash": "${previous}"}`,
    exported: (previous, hash) =>
      `{"id":"e1","a":1.50,"zz":[1,2],"prev_hash":"${previous}","entry_hash":"${hash}"}`,
  },
  {
    hashed: (previous) =>
      `{"b": null, "id": "e2", "é": 100000, "ab\\t": true, "note": "Grüße \\"x\\"", "prev_hash": "${previous}"}`,
    exported: (previous, hash) =>
      `{"id":"e2","note":"Gr\\u00fc\\u00dfe \\"x\\"","ab\\t":true,"b":null,"é":1e5,"prev_hash":"${previous}","entry_hash":"${hash}"}`,
  },
  {
    hashed: (previous) =>
      `{"id": "e3", "in": {"c": 0.00012, "aa": {"x": "y"}}, "neg": -12.0, "prev_hash": "${previous}"}`,
    exported: (previous, hash) =>
      `{"in":{"aa":{"x":"y"},"c":1.2E-4},"neg":-1.20e1,"id":"e3","prev_hash":"${previous}","entry_hash":"${hash}"}`,
  },
];

const goStruct: readonly Vector[] = ['a \\u003c b', 'c \\u003e d \\u0026 e', 'line \\u2028 end', 'plain'].map(
  (note, n) => ({
    hashed: (previous) => `{"id":"e${n}","note":"${note}","at":{"z":1,"a":2},"prev_hash":"${previous}"}`,
    exported: (previous, hash) =>
      `{"id":"e${n}","note":${JSON.stringify(JSON.parse(`"${note}"`))},"at":{"z":1,"a":2},"prev_hash":"${previous}","entry_hash":"${hash}"}`,
  }),
);

const goMap: readonly Vector[] = ['a \\u003c b', 'c \\u003e d \\u0026 e', 'plain'].map((note, n) => ({
  hashed: (previous) => `{"at":{"a":2,"z":1},"id":"e${n}","note":"${note}","prev_hash":"${previous}"}`,
  exported: (previous, hash) =>
    `{"note":"${note}","id":"e${n}","at":{"z":1,"a":2},"entry_hash":"${hash}","prev_hash":"${previous}"}`,
}));

/** The line as it stood, the hash put behind it. */
const lines: readonly Vector[] = [
  '{"id": "e0",  "x": 1',
  '{"id":"e1" , "x":[ 1 ,2]',
  '{ "id":"e2","x":"\\u00e9"',
].map((line) => ({
  hashed: (previous) => `${previous}\n${line}}`,
  exported: (previous, hash) => `${line},"prev_hash":"${previous}","entry_hash":"${hash}"}`,
}));

describe.each([
  ['postgres-jsonb', postgres],
  ['go-struct', goStruct],
  ['go-map', goMap],
  ['raw, previous first newline', lines],
])('%s', (name, vectors) => {
  const whole = chained(vectors);

  it('is found, and every entry recomputes', async () => {
    const report = await verified(whole);
    expect(report.chain?.profile).toBe(`${name} (entry_hash, prev_hash)`);
    expect(chainFindings(report)).toEqual([]);
    expect(statusOf(report, 'content')).toBe('pass');
    expect(statusOf(report, 'linkage')).toBe('pass');
  });

  it('breaks where an entry was edited', async () => {
    const edited = (whole[2] as string).replace(/"id": ?"e(\d)"/, '"id":"x$1"');
    expect(edited).not.toBe(whole[2]);
    const report = await verified([...whole.slice(0, 2), edited, ...whole.slice(3)]);
    expect(failing(report)).toEqual(['content']);
    expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_BREAK', ordinal: 2 }]);
  });
});
