import { execFileSync } from 'node:child_process';
import { createHash, hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { canonicalize } from '../shared/json/canonical.ts';
import { furtherFiles, sampleExports } from './exports.ts';
import { editedAt, planted } from './planted.ts';
import type { ChainedEntry } from './trail.ts';

const { produced, reexport } = sampleExports();
const further = furtherFiles();
const lines = produced.text.split('\n').slice(0, -1);
const producedEntries = lines.flatMap((line) => parsed(line) ?? []);
const reexported: ChainedEntry[] = JSON.parse(reexport.text);

function parsed(line: string): ChainedEntry | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Ids whose own hash does not recompute. */
function altered(entries: readonly ChainedEntry[]): string[] {
  return entries
    .filter(({ entry_hash, ...covered }) => hash('sha256', canonicalize(covered)) !== entry_hash)
    .map(({ log_id }) => log_id);
}

/** Ids of entries that do not name the hash of the one before. */
function unlinked(entries: readonly ChainedEntry[]): string[] {
  return entries
    .filter((entry, i) => i > 0 && entry.prev_hash !== entries[i - 1]?.entry_hash)
    .map(({ log_id }) => log_id);
}

describe('the sample exports', () => {
  it('are the same bytes from the same seed, on every machine', () => {
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(sha256(produced.text)).toBe('fd926e998ac08918f1f77ec2bde20220300c74a0fcc518b2ced42db3aa4ab6bf');
    expect(sha256(reexport.text)).toBe('14f6cdcf6309aceebd1a8781546e92aff1d0e92fd72f2a21e6685db1627d7577');
    expect(sha256(sampleExports(7).produced.text)).not.toBe(sha256(produced.text));
  });

  it('count as published', () => {
    const known = new Set(lines);
    const ids = new Set(producedEntries.map(({ log_id }) => log_id));
    const fresh = reexported.filter((entry) => !known.has(JSON.stringify(entry)));
    expect(producedEntries).toHaveLength(planted.counts.produced.entries);
    expect(ids.size).toBe(producedEntries.length);
    expect(lines.length - producedEntries.length).toBe(planted.counts.produced.quarantined);
    expect(fresh).toHaveLength(planted.counts.reexport.entries);
    expect(reexported.length - fresh.length).toBe(planted.counts.reexport.duplicates);
    expect(fresh.filter(({ log_id }) => ids.has(log_id)).map(({ log_id }) => log_id)).toEqual([
      planted.conflict.entryId,
    ]);
  });

  it('hold one altered entry, whose links still hold', () => {
    expect(altered(producedEntries)).toEqual([planted.edited.entryId]);
    expect(unlinked(producedEntries)).toEqual([]);
    expect(producedEntries[0]?.prev_hash).toBe('0'.repeat(64));
    expect(parsed(lines[planted.edited.line - 1] ?? '')?.timestamp).toBe(editedAt);
  });

  it('hold the altered entry as it was logged in a re-export that is true throughout', () => {
    expect(altered(reexported)).toEqual([]);
    expect(unlinked(reexported)).toEqual([]);
    const before = producedEntries.find(({ log_id }) => log_id === planted.edited.entryId);
    const after = reexported.find(({ log_id }) => log_id === planted.edited.entryId);
    expect([before?.result.verdict, after?.result.verdict]).toEqual(['broken', 'intact']);
    expect(before?.entry_hash).toBe(after?.entry_hash);
    expect(before?.context.case_id).toBe(planted.neighbour);
  });

  it('hold one line that is the beginning of the next', () => {
    const broken = lines.flatMap((line, i) => (parsed(line) === undefined ? [i + 1] : []));
    expect(broken).toEqual([planted.broken.line]);
    expect(lines[planted.broken.line]?.startsWith(lines[planted.broken.line - 1] ?? '-')).toBe(true);
  });

  it('hold a stretch logged before it happened, in order all the same', () => {
    const early = producedEntries.filter((entry) => entry.logged_at < entry.timestamp);
    expect(early).toHaveLength(planted.drift.entries);
    expect(
      early.every(({ timestamp }) => timestamp >= planted.drift.from && timestamp < planted.drift.to),
    ).toBe(true);
    expect(
      producedEntries.every(
        (entry, i) => i === 0 || entry.timestamp > (producedEntries[i - 1]?.timestamp ?? ''),
      ),
    ).toBe(true);
  });

  it('are silent once for longer than a night and a morning', () => {
    const silences = producedEntries.flatMap((entry, i) => {
      const from = producedEntries[i - 1]?.timestamp ?? entry.timestamp;
      const hours = (Date.parse(entry.timestamp) - Date.parse(from)) / 3_600_000;
      return hours > 18 ? [{ from, hours }] : [];
    });
    expect(silences).toEqual([planted.silence]);
  });

  it('score the main image of the claim again after the model changed', () => {
    const scores = producedEntries.filter(
      ({ image_id, product }) => image_id === planted.rescored.image && product === 'frame_detect',
    );
    expect(scores.map(({ result }) => result.confidence)).toEqual([
      planted.rescored.before,
      planted.rescored.after,
    ]);
    expect(scores.map(({ model_version }) => model_version)).toEqual(planted.rescored.models);
    expect(scores.every(({ context }) => context.case_id === planted.claim)).toBe(true);
  });

  it('speak more than ASCII, right to left and beyond the basic plane too', () => {
    const notes = producedEntries.flatMap(({ result }) => result.reviewer_note ?? []).join('\n');
    expect(notes).toMatch(/\p{Script=Hebrew}/u);
    expect(notes).toMatch(/\p{Script=Arabic}/u);
    expect(notes).toMatch(/\p{Emoji_Presentation}/u);
  });

  it('are what README.md tells of them', () => {
    const told = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
    const { claim, neighbour, edited, broken, drift, silence, counts, klyra } = planted;
    for (const { path } of further.filter((file) => !file.path.startsWith('verbitas-s3/'))) {
      expect(told).toContain(`further/${path}`);
    }
    for (const fact of [
      claim,
      neighbour,
      `line ${edited.line}`,
      `line ${broken.line}`,
      `${drift.entries} entries the logging clock was ${drift.seconds} s behind`,
      `${silence.hours} hours without an entry`,
      `${counts.reexport.duplicates} entries byte-identical`,
      `${counts.backup.duplicates} entries, every one of them`,
      `Klyra, line ${klyra.unquoted.line}`,
      klyra.unquoted.name,
      `${counts.indigiarmor.duplicates} duplicates, one conflict`,
      produced.name,
      reexport.name,
    ]) {
      expect(told).toContain(fact);
    }
  });
});

describe('the files of the other systems', () => {
  const trailIds = {
    images: new Set([...producedEntries, ...reexported].map(({ image_id }) => image_id)),
    claims: new Set([...producedEntries, ...reexported].map(({ context }) => context.case_id)),
  };
  const bytesOf = (path: string) => further.find((file) => file.path === path)?.bytes ?? Buffer.alloc(0);
  const inProduction = unzipped(bytesOf('meridian-production.zip'));
  const provenance = further
    .filter(({ path }) => path.startsWith('verbitas-s3/'))
    .flatMap(({ bytes }) => bytes.toString().trimEnd().split('\n'))
    .map((line): Event => JSON.parse(line));
  const security: Event[] = JSON.parse(bytesOf('deepintshield-events.json').toString());
  const moderation = (inProduction.get('klyra/moderation-2025-11.csv') ?? '').split('\r\n');

  it('are the same content from the same seed, on every machine', () => {
    const all = createHash('sha256');
    // Compressed bytes are the compressor's own; what they hold is not.
    for (const { path, bytes } of further)
      all.update(path).update(path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    expect(all.digest('hex')).toBe('12cb7bbd52be490d6501d7802e9bbe6e64b1a67041cf025bc0c6bb58c8aab840');
  });

  it('speak of the images and claims of the trail, and of no others', () => {
    const about = provenance.flatMap(({ data }) => (data?.asset_id === undefined ? [] : [data]));
    expect(about.length).toBeGreaterThan(200);
    for (const { asset_id, case_id } of about) {
      expect(trailIds.images).toContain(asset_id);
      expect(trailIds.claims).toContain(case_id);
    }
    const claims = security.flatMap(({ details }) => details?.case_id ?? []);
    expect(claims.length).toBeGreaterThan(50);
    for (const claim of claims) expect(trailIds.claims).toContain(claim);
    for (const line of moderation.slice(1, -1)) {
      const image = /img_[0-9a-z]{7}/.exec(line)?.[0];
      expect(trailIds.images).toContain(image);
    }
  });

  it('count as published, and no id stands twice in one system', () => {
    const { counts, klyra } = planted;
    expect(new Set(provenance.map(({ id }) => id)).size).toBe(counts.verbitas.entries);
    expect(new Set(security.map(({ event_id }) => event_id)).size).toBe(counts.deepintshield.entries);
    expect(moderation.length - 2).toBe(counts.klyra.entries + counts.klyra.quarantined);
    expect(moderation[klyra.unquoted.line - 1]).toContain(`,${klyra.unquoted.name},`);
    const backup = gunzipSync(bytesOf(`itsreal-backup-${planted.backup.from}.ndjson.gz`)).toString();
    const known = new Set(lines);
    const backedUp = backup.trimEnd().split('\n');
    expect(backedUp).toHaveLength(counts.backup.duplicates);
    expect(backedUp.every((line) => known.has(line))).toBe(true);
  });

  it('hold pages that overlap, of which the last is cut off', () => {
    const pages = [1, 2, 3, 4].map((n) => inProduction.get(`indigiarmor/audit-page-${n}.json`) ?? '');
    const logs = pages.slice(0, 3).map((page): Event[] => JSON.parse(page).logs);
    expect(logs.map(({ length }) => length)).toEqual([100, 100, 100]);
    const [first = [], second = []] = logs;
    const shared = first.flatMap((entry) => {
      const again = second.find(({ id }) => id === entry.id);
      return again === undefined ? [] : [JSON.stringify(again) === JSON.stringify(entry)];
    });
    expect(shared).toEqual([true, true, true, true, false]);
    const last = pages[3] ?? '';
    expect(() => JSON.parse(last)).toThrow();
    expect(last.slice(0, last.lastIndexOf('\n    {') + 1).split('\n')).toHaveLength(
      planted.indigiarmor.cutLine,
    );
  });

  it('list their hashes as they are', () => {
    const sums = (inProduction.get('SHA256SUMS') ?? '').trimEnd().split('\n');
    expect(sums).toHaveLength(inProduction.size - 1);
    for (const line of sums) {
      const [hex, path = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(inProduction.get(path) ?? '')
          .digest('hex'),
      ).toBe(hex);
    }
  });

  it('contradict the altered entry', () => {
    const { image, status } = planted.verbitas.neighbour;
    const checks = provenance.filter(
      ({ data, event_type }) => event_type === 'asset.verified' && data?.asset_id === image,
    );
    expect(checks.map(({ data }) => data?.status)).toEqual([status]);
    const altered = producedEntries.find(({ log_id }) => log_id === planted.edited.entryId);
    expect(altered?.image_id).toBe(image);
  });
});

interface Event {
  readonly id?: string;
  readonly event_id?: string;
  readonly event_type: string;
  readonly data?: { readonly asset_id?: string; readonly case_id?: string; readonly status?: string };
  readonly details?: { readonly case_id?: string };
}

/** The members of a zip in which nothing is compressed, as text, read by a program that nobody here wrote. */
function unzipped(zip: Buffer): Map<string, string> {
  const program =
    'import io, json, sys, zipfile; z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())); print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))';
  const out = execFileSync('python3', ['-c', program], { input: zip, maxBuffer: 1 << 26 });
  return new Map(Object.entries(JSON.parse(out.toString())));
}
