import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { addAnnotation } from '../../engine/annotation/annotate.ts';
import { nodeDigest } from '../../engine/hash/node-digest.ts';
import { generateKey } from '../../engine/keys/generate-key.ts';
import { openSigners, type Signers } from '../../engine/keys/signers.ts';
import type { SealRequest } from '../../engine/seal/seal-pack.ts';
import { filesOf } from '../../engine/seal/testing/forge.ts';
import { passphrase, SmallCase, standIns, trailLine } from '../../engine/seal/testing/small-case.ts';
import { tableFile } from '../../engine/seal/testing/table.ts';
import { TimestampAuthority } from '../../engine/seal/testing/timestamp-authority.ts';
import { timestampPack } from '../../engine/seal/timestamp-pack.ts';
import { unwatched } from '../../engine/task.ts';
import { seeded } from '../../samples/random.ts';
import { encodeText } from '../../shared/bytes/encoded-text.ts';
import type { AnnotationWish, Scope } from '../../shared/contract/pack-operations.ts';
import type { Redaction } from '../../shared/contract/redaction.ts';
import { canonicalize } from '../../shared/json/canonical.ts';
import { paths } from '../../shared/pack/layout.ts';

/** What forgeries are made of: a sound pack, another of the same case, and two signers, of whom one sealed both. */
export interface Material {
  readonly shape: string;
  readonly path: string;
  /** The top folder's name. */
  readonly name: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly otherFiles: ReadonlyMap<string, Buffer>;
  readonly own: Signers;
  readonly other: Signers;
  /** An authority's answers to others than the pack's request: about something else, and about it with another nonce. */
  readonly foreignTimestamps: readonly Buffer[];
}

/** Packs of every shape, sealed by the real code, in folders that `remove` takes away. */
export class Materials {
  readonly all: Material[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'casebound-forgeries-'));
  private readonly cases: SmallCase[] = [];
  private readonly own: Signers;
  private readonly other: Signers;

  private constructor(own: Signers, other: Signers) {
    this.own = own;
    this.other = other;
  }

  static async make(): Promise<Materials> {
    const [own, other] = [await newSigners(), await newSigners()];
    const materials = new Materials(own, other);
    await materials.addClaim();
    await materials.addRedacted();
    await materials.addRelated();
    await materials.addChained();
    await materials.addStamped();
    return materials;
  }

  remove(): void {
    for (const small of this.cases) small.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Two sources, one of which repeats records of the other, and annotations. */
  private async addClaim(): Promise<void> {
    const lines = linesOf(12);
    const small = await this.newCase('Claim', [lines, lines.slice(4)]);
    addAnnotation(small.db, { on: { entryId: 'log_1' }, mark: { note: 'see' }, author: 'R' });
    addAnnotation(small.db, { on: { entryId: 'log_2' }, mark: { tag: 'hot' }, author: 'R' });
    addAnnotation(small.db, { on: { query: 'case_id:CLM-1' }, mark: { tag: 'all of it' }, author: 'R' });
    const pack = await this.seal(small, { caseId: 'CLM-1' });
    await this.add('a claim', pack, await this.seal(small, { caseId: 'CLM-2' }));
  }

  /** JSON, rows and UTF-16, of which some is withheld, some masked, and all numbered. */
  private async addRedacted(): Promise<void> {
    const small = await this.newCase('Redacted', [linesOf(9)]);
    const rows = ['row_1', 'row_2'].map((id, minute) => ({ id, claim: 'CLM-1', minute }));
    await small.importFile('rows.csv', tableFile(rows));
    const wide = `\ufeff${trailLine({ id: 'log_wide', claim: 'CLM-1', note: 'a secret' })}\n`;
    await small.importFile('wide.ndjson', encodeText('utf-16le', wide));
    addAnnotation(small.db, { on: { query: 'case_id:CLM-1' }, mark: { tag: 'claim' }, author: 'R' });
    addAnnotation(small.db, { on: { query: 'case_id:CLM-1' }, mark: { note: 'kept' }, author: 'R' });
    const redaction: Redaction = [
      { kind: 'withhold', query: 'entry_id:log_1', reason: 'work product' },
      { kind: 'mask', fields: ['note'], query: 'entry_id:log_4,log_wide', reason: 'third party' },
    ];
    const annotations: AnnotationWish = { kinds: ['tags'], privilegedNotes: false };
    const bates = { prefix: 'FOR', start: 1 };
    const pack = await this.seal(small, { caseId: 'CLM-1' }, { redaction, annotations, bates });
    await this.add('a redacted claim', pack, await this.seal(small, { caseId: 'CLM-1' }));
  }

  /** An image, with related entries beside it, and so large that the page hashes it in a further thread. */
  private async addRelated(): Promise<void> {
    const lines = linesOf(10).map((line, n) => line.replace('img_1', n % 2 === 0 ? 'img_1' : 'img_2'));
    const shared = trailLine({ id: 'shared', claim: 'CLM-1', image: 'img_2', minute: 30 });
    const small = await this.newCase('Related', [lines, [shared.replace('det_shared', 'det_log_0')]]);
    const related = { include: ['image' as const, 'request' as const] };
    const pack = await this.seal(small, { imageId: 'img_1' }, { related, checkers: largeStandIns() });
    await this.add('an image with related entries', pack, await this.seal(small, { imageId: 'img_2' }));
  }

  /** Entries that carry hashes of their maker, found by a query, sealed without a certificate. */
  private async addChained(): Promise<void> {
    let prev = '0'.repeat(64);
    const lines = linesOf(14).map((line) => {
      const unhashed = { ...JSON.parse(line), prev_hash: prev };
      prev = Buffer.from(nodeDigest.sha256(Buffer.from(canonicalize(unhashed)))).toString('hex');
      return JSON.stringify({ ...unhashed, entry_hash: prev });
    });
    const small = await this.newCase('Chained', [lines]);
    const own = { ...this.own, certificate: null };
    const pack = await this.seal(small, { query: 'verdict:authentic' }, { signers: own });
    await this.add('a query in a chained trail', pack, await this.seal(small, { caseId: 'CLM-1' }), own);
  }

  /** Rows under two headings, one file of them compressed, and a timestamp by an authority of OpenSSL's. */
  private async addStamped(): Promise<void> {
    const small = await this.newCase('Stamped', []);
    const rows = ['row_1', 'row_2', 'row_3'].map((id, minute) => ({ id, claim: 'CLM-1', minute }));
    await small.importFile('rows.csv', tableFile(rows));
    const columns = ['timestamp', 'log_id', 'context', 'image_id', 'verdict'];
    await small.importFile('others.tsv.gz', gzipSync(tableFile(rows.slice(1), { columns, delimiter: '\t' })));
    const pack = await this.seal(small, { caseId: 'CLM-1' });
    const { files } = await filesOf(readFileSync(pack));
    const authority = new TimestampAuthority(mkdtempSync(join(this.folder, 'authority-')));
    const asked = join(this.folder, 'asked');
    writeFileSync(asked, files.get(paths.tagmanifest) ?? '');
    const answered = join(this.folder, 'answered');
    writeFileSync(answered, authority.answer(files.get(paths.timestampRequest) ?? Buffer.alloc(0)));
    const foreign = [asked, answered].map((about) => authority.answer(authority.query('-data', about)));
    await timestampPack({ path: pack, response: answered }, unwatched);
    await this.add(
      'a claim with a timestamp',
      pack,
      await this.seal(small, { imageId: 'img_1' }),
      this.own,
      foreign,
    );
  }

  private async newCase(title: string, trails: readonly (readonly string[])[]): Promise<SmallCase> {
    const small = await SmallCase.make(title, trails);
    this.cases.push(small);
    return small;
  }

  private async seal(small: SmallCase, scope: Scope, request: Partial<SealRequest> = {}): Promise<string> {
    return (await small.seal(scope, { signers: this.own, ...request })).pack;
  }

  private async add(
    shape: string,
    path: string,
    another: string,
    own: Signers = this.own,
    foreignTimestamps: readonly Buffer[] = [],
  ): Promise<void> {
    const { name, files } = await filesOf(readFileSync(path));
    const { files: otherFiles } = await filesOf(readFileSync(another));
    const other = own.certificate === null ? { ...this.other, certificate: null } : this.other;
    this.all.push({ shape, path, name, files, otherFiles, own, other, foreignTimestamps });
  }
}

/** A page that cannot be compressed, just small enough to be compressed as one piece: it makes the pack larger than 1 MiB. */
function largeStandIns(): ReadonlyMap<string, Buffer> {
  const random = seeded(1);
  const page = Buffer.from(Uint8Array.from({ length: 1_040_000 }, () => random.between(0, 255)));
  return new Map([...standIns, [paths.checkerPage, page]]);
}

/** In memory alone. */
async function newSigners(): Promise<Signers> {
  const folder = mkdtempSync(join(tmpdir(), 'casebound-forgeries-key-'));
  try {
    const { path } = generateKey({ out: join(folder, 'key'), passphrase });
    return await openSigners({ key: path, passphrase }, new Date());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Three of four entries are of two claims, and every fourth is of a claim of its own, so that the key trees have several levels. */
function linesOf(count: number): string[] {
  const claims = ['CLM-2', 'CLM-1', 'CLM-1'];
  return Array.from({ length: count }, (_, i) =>
    trailLine({ id: `log_${i}`, claim: claims[i % 4] ?? `CLM-1${i}`, note: `note ${i}`, minute: i }),
  );
}
