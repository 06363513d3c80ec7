/** Chains that no honest logger makes, and some that only seem so: findings, never a crash, and nothing fails that need not. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chainFindings, codes, failing, reasonOf, statusOf, verified } from './corpus.ts';
import { entries, withAction } from './entries.ts';
import { type Maker, nodeMakers, pythonMakers } from './makers.ts';

const named = (name: string) =>
  [...pythonMakers, ...nodeMakers].find((maker) => maker.name === name) as Maker;
const jcs = named('JCS');
const sorted = named('json.dumps, python-sorted-compact');
const zeros = '0'.repeat(64);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const whole = jcs.make(entries);
const at = (n: number) => whole[n] as string;

describe('two chains in one file', () => {
  const others = jcs.make(entries.map((entry) => entry.replace('evt_', 'oth_')));

  it('both without a beginning, written in turn, are not called a gap', async () => {
    const turns = whole.slice(3).flatMap((entry, n) => [entry, others[n + 3] as string]);
    const report = await verified(turns);
    expect(failing(report)).toEqual([]);
    expect(reasonOf(report, 'linkage')).toMatch(/links alone cannot tell/);
    expect(failing(await verified(turns.toReversed()))).toEqual([]);
  });

  it('both without a beginning, one after the other, are not where time goes back', async () => {
    const report = await verified([...whole.slice(4), ...others.slice(3)]);
    expect(failing(report)).toEqual([]);
    expect(reasonOf(report, 'linkage')).toMatch(/links alone cannot tell/);
  });

  it('and a gap in one of them is still a gap', async () => {
    const report = await verified([...whole.slice(0, 4), ...whole.slice(6)]);
    expect(failing(report)).toEqual(['linkage']);
  });

  it('two beginnings are told, and neither broken', async () => {
    const report = await verified([...whole, ...others]);
    expect(failing(report)).toEqual([]);
    expect(reasonOf(report, 'linkage')).toMatch(/2 chains begin here/);
  });
});

describe('several profiles in one file', () => {
  it('are both found, and nothing is flagged', async () => {
    const many = Array.from({ length: 30 }, (_, k) =>
      entries.map((entry) => entry.replace('evt_', `evt_${k}_`)),
    ).flat();
    const first = jcs.make(many.slice(0, 220));
    const last = (JSON.parse(first.at(-1) as string) as { entry_hash: string }).entry_hash;
    // The same logger, after an upgrade that writes its entries in another way.
    let previous = last;
    const second = many.slice(220).map((line) => {
      const entry = `${line.slice(0, -1)},"prev_hash":"${previous}"}`;
      previous = createHash('sha256').update(entry).digest('hex');
      return `${entry.slice(0, -1)},"entry_hash":"${previous}"}`;
    });
    const report = await verified([...first, ...second]);
    expect(chainFindings(report)).toEqual([]);
    expect(failing(report)).toEqual([]);
    expect(statusOf(report, 'content')).toBe('pass');
    expect(report.chain?.notes?.join()).toMatch(/hashed by another profile, (?:json-stringify|raw)/);
  });

  it('of which one is unknown leave the rest of it unverifiable', async () => {
    const unknown = sorted.make(entries).map((line) => line.replaceAll(/_hash": "(..)/g, '_hash": "ff'));
    const report = await verified([...whole, ...unknown.slice(0, 9)]);
    expect(failing(report)).not.toContain('content');
    expect(statusOf(report, 'content')).toBe('unverifiable');
  });
});

describe('a character that makers spell in several ways, far behind the entries looked at first', () => {
  const escaped = (text: string, characters: RegExp) =>
    text.replace(characters, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  it.each<readonly [maker: string, holds: string, written: (json: string) => string]>([
    ['PHP', 'a/b', (json) => json.replaceAll('/', '\\/')],
    ['PHP with JSON_UNESCAPED_LINE_TERMINATORS', 'é/\u2028', (json) => json.replaceAll('/', '\\/')],
    ['Gson', 'it’s <b>=', (json) => escaped(json, /[<>=]/g)],
    ['System.Text.Json', 'a+b', (json) => json.replaceAll('+', '\\u002B')],
    ['Go', '<b> & c', (json) => escaped(json, /[<>&]/g)],
    ['Python', 'é', (json) => escaped(json, /é/g)],
    ['org.json', 'it’s </b> — „a“', (json) => escaped(json, /[\u2000-\u20ff]/g).replaceAll('</', '<\\/')],
    ['jq', 'a\u007fé', (json) => escaped(json, /\u007f/g)],
    ['JSON::PP with ascii', 'a\u007fé', (json) => escaped(json, /é/g)],
  ])('as %s does is not taken for a change', async (_maker, holds, written) => {
    let previous = zeros;
    const lines = Array.from({ length: 260 }, (_, n) => {
      const entry = { id: n, note: n === 230 || n === 250 ? holds : 'plain', prev_hash: previous };
      previous = sha256(written(JSON.stringify(entry)));
      return JSON.stringify({ ...entry, entry_hash: previous });
    });
    const report = await verified(lines);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'content')).toBe('pass');
    const changed = lines.with(250, (lines[250] as string).replace('"note":"', '"note":"x'));
    expect(chainFindings(await verified(changed))).toMatchObject([{ code: 'CHAIN_BREAK', ordinal: 250 }]);
  });
});

describe('numbers that another program wrote again after they were hashed', () => {
  /** Python writes floats with a point, ECMAScript without: `exported` of what `hashed` was. */
  const made = (hashed: (n: number) => string, exported: (n: number) => string) => {
    let previous = zeros;
    return Array.from({ length: 240 }, (_, n) => {
      const entry = (score: string) => `{"id":${n},"score":${score},"share":0.5,"prev_hash":"${previous}"`;
      const made = sha256(`${entry(hashed(n))}}`);
      const line = `${entry(exported(n))},"entry_hash":"${made}"}`;
      previous = made;
      return line;
    });
  };
  it.each([
    ['1.0 as 1', '1.0', '1'],
    ['1 as 1.0', '1', '1.0'],
    ['1e-07 as 1e-7', '1e-07', '1e-7'],
    ['1e-05 as 0.00001', '1e-05', '0.00001'],
    ['-0.0 as -0', '-0.0', '-0'],
  ])('%s, are not taken for a change', async (_, hashed, exported) => {
    const isOdd = (n: number) => n === 40 || n === 230;
    const lines = made(
      (n) => (isOdd(n) ? hashed : '0.25'),
      (n) => (isOdd(n) ? exported : '0.25'),
    );
    const report = await verified(lines);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    const changed = lines.with(230, (lines[230] as string).replace(`"score":${exported}`, '"score":2'));
    expect(chainFindings(await verified(changed))).toMatchObject([{ code: 'CHAIN_BREAK', ordinal: 230 }]);
  });
});

describe('hashes that are none', () => {
  it.each([
    ['cut short', (hash: string) => hash.slice(0, 40)],
    ['too long', (hash: string) => `${hash}00`],
    ['empty', () => ''],
    ['of another entry', () => 'ab'.repeat(32)],
  ])('%s: the entry fails, and no entry is called missing', async (_, change) => {
    const changed = at(5).replace(
      /"entry_hash":"(\w+)"/,
      (_all, hash: string) => `"entry_hash":"${change(hash)}"`,
    );
    const report = await verified(whole.with(5, changed));
    expect(failing(report)).toEqual(['content']);
    expect(codes(report)).toEqual(['CHAIN_BREAK']);
  });

  it.each(['5', 'null', '{"a":1}', '[]'])('%s instead of one is not called broken', async (value) => {
    const changed = at(5).replace(/"entry_hash":"\w+"/, `"entry_hash":${value}`);
    const report = await verified(whole.with(5, changed));
    expect(statusOf(report, 'content')).toBe('unverifiable');
    expect(codes(report)).toContain('CHAIN_UNKNOWN');
  });

  it('in capitals are the same hashes', async () => {
    const capitals = whole.map((line) =>
      line.replace(/"entry_hash":"\w+"/, (found) =>
        found.replace(/[a-f0-9]{64}/, (hash) => hash.toUpperCase()),
      ),
    );
    const report = await verified(capitals);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'linkage')).toBe('pass');
  });
});

describe('hashes that do not cover the links', () => {
  const hashOf = (entry: string) => createHash('sha256').update(entry).digest('hex');
  /** SHA-256 over the entry alone; the link is put to it afterwards. */
  const linkedBy = (previous: (n: number) => string) =>
    entries.map(
      (line, n) => `${line.slice(0, -1)},"prev_hash":"${previous(n)}","entry_hash":"${hashOf(line)}"}`,
    );
  const hashes = entries.map(hashOf);

  it('are told, since anybody could change those', async () => {
    const report = await verified(linkedBy((n) => hashes[n - 1] ?? '0'.repeat(64)));
    expect(failing(report)).toEqual([]);
    expect(reasonOf(report, 'linkage')).toMatch(/do not cover the links/);
  });

  it('may run in a circle, which is found', async () => {
    const report = await verified(
      linkedBy((n) => hashes[(n + entries.length - 1) % entries.length] as string),
    );
    expect(codes(report)).toContain('CHAIN_CYCLE');
    expect(statusOf(report, 'linkage')).toBe('unverifiable');
    expect(statusOf(report, 'head')).toBe('unverifiable');
  });

  it('may name themselves', async () => {
    const own = linkedBy((n) => hashes[n] as string);
    expect(failing(await verified(own))).toEqual([]);
  });
});

describe('where hashes stand', () => {
  /** `chain` holds the hash, the previous one and `beside`, and is put to the entry once it is hashed. */
  const chained = (beside: (n: number) => object) => {
    let previous = zeros;
    return entries.map((line, n) => {
      const made = sha256(previous + line);
      const chain = { prev: previous, hash: made, ...beside(n) };
      previous = made;
      return `${line.slice(0, -1)},"chain":${JSON.stringify(chain)}}`;
    });
  };

  it('beside something that happened, which no hash covers, that is told', async () => {
    const report = await verified(chained((n) => ({ decision: n % 2 === 0 ? 'accepted' : 'refused' })));
    expect(failing(report)).toEqual([]);
    expect(statusOf(report, 'content')).toBe('unverifiable');
    expect(reasonOf(report, 'content')).toMatch(/does not cover chain\.decision/);
  });

  it('beside what says how they were made, nothing is left out', async () => {
    const report = await verified(chained(() => ({ algorithm: 'sha256', verified: true })));
    expect(statusOf(report, 'content')).toBe('pass');
  });

  it('apart, the previous one in an object that was put to the entry later, the chain is found', async () => {
    let previous = zeros;
    const lines = entries.map((line) => {
      const chain = JSON.stringify({ prev: previous });
      previous = sha256(`${previous}|${line}`);
      return `${line.slice(0, -1)},"chain":${chain},"hash":"${previous}"}`;
    });
    const report = await verified(lines);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(report.chain?.profile).toMatch(/\(hash, chain\.prev\)$/);
    expect([statusOf(report, 'content'), statusOf(report, 'linkage')]).toEqual(['pass', 'pass']);
  });

  it('in objects within an object that was put to the entry later, the chain is found', async () => {
    let previous = zeros;
    const lines = entries.map((line) => {
      const before = previous;
      previous = sha256(previous + line);
      const integrity = { digest: previous, parent: before };
      return `${line.slice(0, -1)},"meta":${JSON.stringify({ integrity })}}`;
    });
    const report = await verified(lines);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'content')).toBe('pass');
  });

  it('in base64url, that of the first entry may read as base64', async () => {
    const chain = (seed: number) => {
      let previous = '';
      return entries.map((line) => {
        const entry = `${line.slice(0, -1)},"seed":${seed},"prev":"${previous}"}`;
        previous = createHash('sha384').update(entry).digest('base64url');
        return `${entry.slice(0, -1)},"hash":"${previous}"}`;
      });
    };
    const isPlain = ([first = '']: readonly string[]) => !/[-_]/.test(first.slice(first.indexOf('"hash"')));
    const lines = Array.from({ length: 100 }, (_, seed) => chain(seed)).find(isPlain) as string[];
    const report = await verified(lines);
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(statusOf(report, 'content')).toBe('pass');
  });
});

it('zeros as long as the digest may stand for the hash before the first entry, which states none', async () => {
  let previous: string | null = null;
  const lines = entries.map((line) => {
    const made = createHash('sha512')
      .update(`${previous ?? '0'.repeat(128)}${line}`)
      .digest('hex');
    const linked = `${line.slice(0, -1)},"prev_hash":${JSON.stringify(previous)},"entry_hash":"${made}"}`;
    previous = made;
    return linked;
  });
  expect(await verified(lines)).toMatchObject({ ok: true, findingsTotal: 0 });
});

describe('a number of more digits than a double has', () => {
  const long = jcs.make(
    entries.with(5, (entries[5] as string).replace('"count":5', '"count":12345678901234567000')),
  );

  it('is covered as a double writes it', async () => {
    expect(statusOf(await verified(long), 'content')).toBe('pass');
  });

  it('is not covered to its end by RFC 8785, which is told', async () => {
    const other = (long[5] as string).replace('12345678901234567000', '12345678901234567001');
    const report = await verified(long.with(5, other));
    expect(failing(report)).toEqual([]);
    expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_UNKNOWN', ordinal: 5 }]);
    expect(statusOf(report, 'content')).toBe('unverifiable');
  });
});

describe('a logger that leaves out what is null', () => {
  const made = (texts: readonly string[]) => {
    let previous: string | null = null;
    return texts.map((text) => {
      const entry = { ...(JSON.parse(text) as object), prev_hash: previous };
      const kept = Object.entries(entry).filter(([, value]) => value !== null);
      previous = sha256(JSON.stringify(Object.fromEntries(kept)));
      return JSON.stringify({ ...entry, entry_hash: previous });
    });
  };
  const plain = entries.map((line) =>
    line.replace('"reviewer":null', '"reviewer":"otto"').replace(/"a":null/, '"a":1'),
  );

  it('is found where only the first entry has such a member, its previous hash', async () => {
    const report = await verified(made(plain));
    expect(report).toMatchObject({ ok: true, findingsTotal: 0 });
    expect(report.chain?.profile).toMatch(/without-nulls/);
  });

  it('cannot be told from one to whose entries such members were put, beyond the entries looked at', async () => {
    const many = Array.from({ length: 300 }, (_, n) =>
      (plain[n % 12] as string).replace(/evt_\d+/, `evt_${n}`),
    );
    const chained = jcs
      .make(many)
      .map((line, n) => (n >= 270 && n < 275 ? line.replace('{', '{"approved_by":null,') : line));
    const report = await verified(chained);
    expect(failing(report)).toEqual([]);
    expect(statusOf(report, 'content')).toBe('unverifiable');
    expect(reasonOf(report, 'content')).toMatch(/does not cover approved_by where it is null/);
  });

  it('cannot be told from one to whose entry such a member was put, beyond the entries looked at', async () => {
    const many = Array.from({ length: 260 }, (_, n) =>
      (plain[n % 12] as string).replace(/evt_\d+/, `evt_${n}`),
    );
    const chained = jcs.make(many);
    const put = (chained[230] as string).replace('{', '{"approved_by":null,');
    const report = await verified(chained.with(230, put));
    expect(failing(report)).toEqual([]);
    expect(chainFindings(report)).toMatchObject([{ code: 'CHAIN_UNKNOWN', ordinal: 230 }]);
    expect(statusOf(report, 'content')).toBe('unverifiable');
  });
});

describe('a logger that begins with the hash of a seed', () => {
  const begun = (from: number, to: number) => {
    let previous = sha256('seed');
    return entries.slice(from, to).map((line) => {
      const entry = `${line.slice(0, -1)},"prev_hash":"${previous}"}`;
      previous = sha256(entry);
      return `${entry.slice(0, -1)},"entry_hash":"${previous}"}`;
    });
  };

  it('and was started again is not said to miss entries', async () => {
    const report = await verified([...begun(0, 6), ...begun(6, 12)]);
    expect(failing(report)).toEqual([]);
    expect(reasonOf(report, 'linkage')).toMatch(/2 chains whose beginnings are not here/);
  });

  it('and a gap in what it wrote is still a gap', async () => {
    expect(failing(await verified(begun(0, 12).toSpliced(5, 2)))).toEqual(['linkage']);
  });
});

describe('entries that carry one hash twice', () => {
  it('and differ where it covers nothing, are told', async () => {
    const spaced = at(5).replace('{', '{ ');
    const report = await verified([...whole.slice(0, 8), spaced, ...whole.slice(8)]);
    expect(codes(report)).toEqual(['CHAIN_REPEATED']);
    expect(failing(report)).toEqual(['sequence']);
  });
});

describe('what was taken out of an entry', () => {
  it.each(['[REDACTED]', 'redacted', '***', '<masked>'])(
    'as %s makes it unverifiable, not broken',
    async (marker) => {
      const report = await verified(whole.with(5, withAction(at(5), marker)));
      expect(failing(report)).toEqual([]);
      expect(codes(report)).toEqual(['CHAIN_UNKNOWN']);
      expect(statusOf(report, 'content')).toBe('unverifiable');
    },
  );
});

describe('hostile entries', () => {
  it('with thousands of digests, deep nesting and long texts end in a report', async () => {
    const digests = Array.from(
      { length: 1000 },
      (_, n) => `"d${n}":"${n.toString(16).padStart(64, 'a')}"`,
    ).join(',');
    const deep = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`;
    const lines = Array.from(
      { length: 40 },
      (_, n) => `{"n":${n},${digests},"deep":${deep},"long":"${'x'.repeat(20_000)}"}`,
    );
    const report = await verified(lines);
    expect(failing(report)).toEqual([]);
  });
});
