import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeChainHasher } from '../../engine/hash/chain-hasher.ts';
import { type Detected, detectChain, sampled } from './detect.ts';
import { type ChainLink, ChainReader } from './evaluate.ts';
import { carriesHashes } from './places.ts';

/** One entry by itself. */
function chainLink({ profile, alike }: Detected, text: string): ChainLink {
  return new ChainReader(nodeChainHasher, { profile, alike, key: null }).read(text);
}

/** A chain as another implementation makes it: Python's own json and hashlib, one entry a line. */
const pythonChain = `
import hashlib, json, sys
ask = json.load(sys.stdin)
options = dict(sort_keys=True, ensure_ascii=ask["ascii"])
if ask["compact"]: options["separators"] = (",", ":")
def put(entry, path, value):
    names = path.split(".")
    for name in names[:-1]: entry = entry.setdefault(name, {})
    entry[names[-1]] = value
previous = "0" * 64
for text in ask["entries"]:
    entry = json.loads(text)
    put(entry, ask["previous"], previous)
    previous = hashlib.sha256(json.dumps(entry, **options).encode("utf-8")).hexdigest()
    put(entry, ask["hash"], previous)
    print(json.dumps(entry, ensure_ascii=ask["escaped"]))
`;

interface PythonForm {
  readonly ascii: boolean;
  readonly compact: boolean;
  readonly hash?: string;
  readonly previous?: string;
  /** Whether the export itself escapes what is not ASCII. */
  readonly escaped?: boolean;
}

function madeByPython(entries: readonly string[], form: PythonForm): string[] {
  const input = JSON.stringify({
    hash: 'entry_hash',
    previous: 'prev_hash',
    escaped: true,
    ...form,
    entries,
  });
  const { stdout, stderr, status } = spawnSync('python3', ['-c', pythonChain], {
    input,
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.trimEnd().split('\n');
}

/** A chain as a Node program makes it. */
function madeByNode(entries: readonly object[], put: (entry: object, previous: string) => object): string[] {
  let previous = '0'.repeat(64);
  return entries.map((entry) => {
    const linked = put(entry, previous);
    previous = createHash('sha256').update(JSON.stringify(linked)).digest('hex');
    return JSON.stringify({ ...linked, entry_hash: previous });
  });
}

const plain = Array.from({ length: 6 }, (_, n) => `{"id": "log_${n}", "count": ${n}, "ok": true}`);
const awkward = [
  '{"zeta": 1.0, "alpha": 1e-07, "big": 9007199254740993, "exp": 1E+22, "minus": -0.0}',
  '{"name": "Grüße, 世界 😀", "del": "\\u007f", "controls": "\\u0000\\b\\f\\n\\r\\t\\u001f/\\\\\\""}',
  '{"é": 1, "z": 2, "😀": 3, "\\uffee": 4, "": 5}',
  '{"nested": {"b": [1, 2.50, {"y": null, "x": []}], "a": {}}, "line": "\\u2028\\u2029"}',
  '{"id": "last", "nothing": null, "no": false}',
];

function expectSound(texts: readonly string[], name: RegExp): void {
  const detected = detectChain(nodeChainHasher, texts);
  expect(detected?.profile.name).toMatch(name);
  if (detected === null) return;
  let previous = '0'.repeat(64);
  for (const text of texts) {
    const link = chainLink(detected, text);
    expect(link.recomputed).toBe(link.hash);
    expect(link.previous).toBe(previous);
    previous = link.hash as string;
  }
}

describe('chains that Python made', () => {
  const forms: [string, PythonForm, RegExp][] = [
    ['default', { ascii: true, compact: false }, /^python-sorted \(entry_hash/],
    ['default, UTF-8', { ascii: false, compact: false }, /^python-sorted-utf8 /],
    ['compact', { ascii: true, compact: true }, /^python-sorted-compact /],
    ['compact, UTF-8', { ascii: false, compact: true }, /^sorted-compact /],
  ];
  it.each(forms)('%s: found, and every entry recomputes', (_, form, name) => {
    expectSound(madeByPython(awkward, form), name);
    expectSound(madeByPython(awkward, { ...form, escaped: false }), name);
  });

  it.each([
    ['hash', 'prev_hash'],
    ['hash', 'previous_hash'],
    ['chain.hash', 'chain.prev'],
  ])('with its hash in %s and the one before in %s', (hash, previous) => {
    const texts = madeByPython(awkward, { ascii: true, compact: false, hash, previous });
    expectSound(texts, new RegExp(`\\(${hash}, ${previous}\\)$`));
  });

  it('a lone surrogate, where it is escaped', () => {
    const texts = madeByPython([...plain, '{"note": "half \\ud83d of one", "\\udc00": 1}'], {
      ascii: true,
      compact: false,
    });
    expectSound(texts, /^python-sorted /);
  });

  it('any entries in any order of names', () => {
    const entry = fc.dictionary(
      fc
        .string({ unit: 'grapheme', maxLength: 8 })
        .filter((name) => !['entry_hash', 'prev_hash'].includes(name)),
      fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }),
      { maxKeys: 6 },
    );
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 3, maxLength: 40 }),
        fc.boolean(),
        fc.boolean(),
        (entries, ascii, compact) => {
          const texts = madeByPython(
            entries.map((each) => JSON.stringify(each)),
            { ascii, compact },
          );
          const detected = detectChain(nodeChainHasher, texts);
          if (detected === null) throw new Error('not found');
          for (const text of texts) {
            const link = chainLink(detected, text);
            expect(link.recomputed).toBe(link.hash);
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('chains that Node made', () => {
  it('in insertion order, with every kind of text', () => {
    const entries = [
      ...awkward.map((text) => JSON.parse(text) as object),
      { z: 1, a: 'half \ud83d of one', m: [{ b: 1, a: 2 }] },
    ];
    expectSound(
      madeByNode(entries, (entry, previous) => ({ prev_hash: previous, ...entry })),
      /^json-stringify /,
    );
  });
});

describe('entries that look alike in several forms', () => {
  /** Two hundred entries that RFC 8785 and Python's compact form write alike, then some that they do not. */
  it('do not make a later entry of the real form look edited', () => {
    const uniform = Array.from({ length: 200 }, (_, n) => `{"count": ${n}, "id": "log_${n}"}`);
    for (const ascii of [true, false]) {
      const texts = madeByPython([...uniform, ...awkward], { ascii, compact: true });
      const detected = detectChain(nodeChainHasher, texts.slice(0, 200));
      if (detected === null) throw new Error('not found');
      for (const text of texts) {
        const link = chainLink(detected, text);
        expect(link.recomputed).toBe(link.hash);
      }
    }
  });
});

describe('what was changed', () => {
  const texts = madeByPython([...plain, ...awkward], { ascii: true, compact: false });
  const detected = detectChain(nodeChainHasher, texts);
  if (detected === null) throw new Error('not found');
  const linkOf = (text: string) => chainLink(detected, text);
  const at = (index: number) => texts[index] as string;

  it.each([
    ['a value', at(2).replace('"count": 2', '"count": 3')],
    ['a number’s spelling', at(6).replace('1.0,', '1.00,')],
    ['a large number’s last digit', at(6).replace('9007199254740993', '9007199254740992')],
    ['a name', at(2).replace('"count"', '"Count"')],
    ['a member taken out', at(2).replace('"count": 2, ', '')],
    ['a member put in', at(2).replace('{', '{"extra": 1, ')],
    ['the hash before', at(2).replace(/"prev_hash": "./, '"prev_hash": "x')],
    ['its own hash', at(2).replace(/"entry_hash": "./, '"entry_hash": "x')],
  ])('%s does not recompute', (_, text) => {
    expect(texts).not.toContain(text);
    const { hash, recomputed } = linkOf(text);
    expect(recomputed).not.toBeNull();
    expect(recomputed).not.toBe(hash);
  });

  it('a name that stands twice cannot be recomputed, which is not called broken', () => {
    expect(linkOf(at(2).replace('{', '{"count": 7, '))).toMatchObject({ recomputed: null });
  });

  it('an entry without a hash, or that is no JSON, states none', () => {
    expect(linkOf('{"count": 1}')).toMatchObject({ hash: null, previous: null });
    expect(linkOf('{"count": 1')).toEqual({ hash: null, previous: null, recomputed: null });
    expect(linkOf('{"entry_hash": 5, "prev_hash": null}')).toMatchObject({ hash: null, previous: null });
  });

  it('a top-level name with a dot in it is covered, though a profile omits the path it looks like', () => {
    const nested = madeByPython(plain, {
      ascii: true,
      compact: false,
      hash: 'chain.hash',
      previous: 'chain.prev',
    });
    const detected = detectChain(nodeChainHasher, nested);
    if (detected === null) throw new Error('not found');
    const smuggled = (nested[1] as string).replace('{', '{"chain.hash": "anything", ');
    const { hash, recomputed } = chainLink(detected, smuggled);
    expect(recomputed).not.toBe(hash);
  });
});

describe('detection', () => {
  it('needs two linked entries', () => {
    const texts = madeByPython(plain, { ascii: true, compact: false });
    expect(detectChain(nodeChainHasher, texts.slice(0, 1))).toBeNull();
    expect(detectChain(nodeChainHasher, [texts[0] as string, texts[3] as string])).toBeNull();
    expect(detectChain(nodeChainHasher, texts.slice(0, 2))).not.toBeNull();
  });

  it('finds the chain around edited entries, in any order', () => {
    const texts = madeByPython(plain, { ascii: true, compact: false });
    texts[2] = (texts[2] as string).replace('true', 'false');
    expect(detectChain(nodeChainHasher, texts)).not.toBeNull();
    expect(detectChain(nodeChainHasher, texts.toReversed())).not.toBeNull();
  });

  it('finds the chain where all of the shortest entries were altered, as those are that say less now', () => {
    const entries = Array.from({ length: 40 }, (_, n) => ({ id: `log_${n + 10}`, verdict: 'ai_generated' }));
    const texts = madeByNode(entries, (entry, previous) => ({ ...entry, prev_hash: previous }));
    const altered = texts.map((text, n) => (n % 3 === 0 ? text.replace('ai_generated', 'authentic') : text));
    for (const selection of [false, true]) {
      const detected = detectChain(nodeChainHasher, altered, { selection });
      expect(detected).toMatchObject({ recompute: 26, looked: 40 });
    }
  });

  it('finds it where entries state only their own hash too, in either order', () => {
    let previous = '';
    const texts = Array.from({ length: 40 }, (_, n) => {
      const entry = JSON.stringify({ id: `log_${n + 10}`, verdict: 'ai_generated' });
      previous = createHash('sha256')
        .update(previous + entry)
        .digest('hex');
      return `${entry.slice(0, -1)},"entry_hash":"${previous}"}`;
    });
    const altered = texts.map((text, n) => (n % 5 === 0 ? text.replace('ai_generated', 'authentic') : text));
    expect(detectChain(nodeChainHasher, altered)?.looked).toBe(40);
    expect(detectChain(nodeChainHasher, altered.toReversed())).toMatchObject({
      newestFirst: true,
      looked: 40,
    });
  });

  it('says what the hash covers and what it omits', () => {
    const detected = detectChain(nodeChainHasher, madeByPython(plain, { ascii: true, compact: false }));
    expect(detected?.covers).toEqual(['id', 'count', 'ok', 'prev_hash']);
    expect(detected?.omits).toEqual(['entry_hash']);
  });

  it('finds nothing in entries whose hashes are of another making, and says that they carry some', () => {
    const texts = plain.map((text, n) =>
      text.replace('{', `{"entry_hash": "${n}", "prev_hash": "${n - 1}", `),
    );
    expect(detectChain(nodeChainHasher, texts)).toBeNull();
    expect(carriesHashes(sampled(texts))).toBe(true);
    expect(carriesHashes(sampled(plain))).toBe(false);
    expect(detectChain(nodeChainHasher, [])).toBeNull();
  });
});
