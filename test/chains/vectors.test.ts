/**
 * What other programs write, by hand from their documentation: PostgreSQL's jsonb (section 8.14: no white space is kept but one space
 * after colons and commas, the last of duplicate names, numbers as numeric has them; names stand by length, then by bytes), and Go's
 * encoding/json ("<", ">", "&", U+2028 and U+2029 are escaped, struct fields in their order, maps sorted).
 */
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/chain/catalogue.ts';
import { chainFindings, failing, statusOf, verified } from './corpus.ts';
import { nodeMakers, pythonMakers } from './makers.ts';

interface Vector {
  /** What its maker hashed. */
  readonly hashed: (previous: string) => string;
  /** What it exported, around the two hashes. */
  readonly exported: (previous: string, hash: string) => string;
}

const zeros = '0'.repeat(64);

const key = Buffer.alloc(32, 0x5a);

function chained(vectors: readonly Vector[], secret: Buffer | null = null): string[] {
  let previous = zeros;
  return vectors.map(({ hashed, exported }) => {
    const digest = secret === null ? createHash('sha256') : createHmac('sha256', secret);
    const hash = digest.update(hashed(previous)).digest('hex');
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

/** Hashed by an ECMAScript program, and written again by one that keeps 1.0 and writes exponents its own way. */
const rewritten: readonly Vector[] = [
  '1|1.0',
  '1e-7|0.0000001',
  '100000000000000000000|1e20',
  '0.1|0.10',
].map((numbers, n) => {
  const [own, other] = numbers.split('|');
  return {
    hashed: (previous) => `{"z":${own},"id":"e${n}","a":{"y":2,"b":${own}},"prev_hash":"${previous}"}`,
    exported: (previous, hash) =>
      `{"z":${other},"id":"e${n}","a":{"y":2.0,"b":${other}},"prev_hash":"${previous}","entry_hash":"${hash}"}`,
  };
});

const makers = [
  ['postgres-jsonb', postgres],
  ['go-struct', goStruct],
  ['go-map', goMap],
  ['raw, previous first newline', lines],
  ['json-stringify-numbers', rewritten],
] as const;

it('every form of the catalogue is made by another program here or beside', () => {
  const made = [...pythonMakers, ...nodeMakers].map(({ found }) => found.source);
  const met = ({ name }: { readonly name: string }) =>
    makers.some(([vector]) => vector.split(',')[0] === name) ||
    made.some((source) => new RegExp(`^\\^${name}(?:,| \\\\\\(| of )`).test(source));
  expect(catalogue.filter((form) => !met(form)).map(({ name }) => name)).toEqual([]);
});

describe.each(makers)('%s', (name, vectors) => {
  const whole = chained(vectors);

  it('is found, and every entry recomputes', async () => {
    const report = await verified(whole);
    expect(report.chain?.profile).toBe(`${name} (entry_hash, prev_hash)`);
    expect(chainFindings(report)).toEqual([]);
    expect(statusOf(report, 'content')).toBe('pass');
    expect(statusOf(report, 'linkage')).toBe('pass');
  });

  it('made with a key is found with it, and unverifiable without', async () => {
    const keyed = chained(vectors, key);
    const report = await verified(keyed, key);
    expect(report.chain?.profile).toBe(`${name} hmac-sha256 (entry_hash, prev_hash)`);
    expect([statusOf(report, 'content'), statusOf(report, 'linkage')]).toEqual(['pass', 'pass']);
    const unkeyed = await verified(keyed);
    expect(failing(unkeyed)).toEqual([]);
    expect(statusOf(unkeyed, 'content')).toBe('unverifiable');
  });

  it('whose beginning is gone is not broken, and whose end is gone does not show it', async () => {
    const headless = await verified(whole.slice(1));
    expect(failing(headless)).toEqual([]);
    expect(statusOf(headless, 'head')).toBe('unverifiable');
    const cut = await verified(whole.slice(0, -1));
    expect(failing(cut)).toEqual([]);
    expect(statusOf(cut, 'tail')).toBe('unverifiable');
  });

  it('in another order, or an entry twice, is told on sequence alone', async () => {
    const [first, second, ...rest] = whole as [string, string];
    const moved = await verified([second, first, ...rest]);
    expect(failing(moved)).toEqual([]);
    expect(statusOf(moved, 'sequence')).toBe('unverifiable');
    expect(failing(await verified([...whole, first]))).toEqual(['sequence']);
  });

  it('breaks where an entry was edited', async () => {
    const edited = (whole[2] as string).replace(/"id": ?"e(\d)"/, '"id":"x$1"');
    expect(edited).not.toBe(whole[2]);
    const report = await verified([...whole.slice(0, 2), edited, ...whole.slice(3)]);
    expect(failing(report)).toEqual(['content']);
    expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_BREAK', ordinal: 2 }]);
  });
});
