import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope, SealResult } from '../../../shared/contract/pack-operations.ts';
import type { VerifyReport } from '../../../shared/domain/verification.ts';
import { paths } from '../../../shared/pack/layout.ts';
import { createCase } from '../../case/create.ts';
import type { WritableDb } from '../../case/database.ts';
import { closeWritable, openWritable } from '../../case/open.ts';
import { importPaths } from '../../import/import-paths.ts';
import { generateKey } from '../../keys/generate-key.ts';
import { unwatched } from '../../task.ts';
import { StopFlag } from '../../threads/signal.ts';
import { type SealRequest, sealPack } from '../seal-pack.ts';

export const passphrase = 'a test passphrase';

/** What a verification said of the case; the pack carries it and judges nothing by it. */
export const caseReport: VerifyReport = {
  ok: true,
  kind: 'case',
  axes: [
    {
      axis: 'content',
      subject: 'source 1',
      status: 'absent',
      reason: 'the entries carry no hashes of their own',
      checked: 3,
    },
    {
      axis: 'storage',
      subject: 'source 1',
      status: 'pass',
      reason: 'everything was derived again',
      checked: 3,
    },
  ],
  chain: { profile: null, detected: false, covers: [], omits: [] },
  findings: [],
  findingsTotal: 0,
};

export interface TrailEntry {
  readonly id: string;
  readonly claim?: string | undefined;
  readonly image?: string | undefined;
  readonly note?: string | undefined;
  readonly verdict?: string | undefined;
  readonly minute?: number | undefined;
}

/** One line of an itsreal export. */
export function trailLine({
  id,
  claim,
  image = 'img_1',
  note,
  verdict = 'authentic',
  minute = 0,
}: TrailEntry): string {
  const time = `2025-11-04T14:${String(minute % 60).padStart(2, '0')}:00.000Z`;
  return JSON.stringify({
    log_id: id,
    request_id: `det_${id}`,
    product: 'frame_detect',
    model_version: 'origin-1.2',
    timestamp: time,
    image_id: image,
    result: { verdict, confidence: 0.92, ...(note === undefined ? {} : { reviewer_note: note }) },
    context: claim === undefined ? {} : { case_id: claim },
    action_recorded: 'escalated',
    logged_at: time,
  });
}

/** In the place of the checkers that packs carry: a pack of which every byte is tried stays small. */
export const standIns = new Map([
  [paths.checkerPage, Buffer.from('a page\n')],
  [paths.checkerProgram, Buffer.from('a program\n')],
]);

/** A case in a folder of its own, filled by the real importer. */
export class SmallCase {
  readonly folder: string;
  readonly db: WritableDb;
  readonly key: string;
  private packs = 0;

  private constructor(folder: string, db: WritableDb) {
    this.folder = folder;
    this.db = db;
    this.key = generateKey({ out: join(folder, 'signer.key'), passphrase }).path;
  }

  /** `trails`: the lines of one source each. */
  static async make(title: string, trails: readonly (readonly string[])[]): Promise<SmallCase> {
    const folder = mkdtempSync(join(tmpdir(), 'casebound-seal-'));
    const path = join(folder, 'small.casebound');
    await createCase(path, { title, examiner: 'Test Examiner' });
    const small = new SmallCase(folder, openWritable(path, { live: true }));
    for (const [i, lines] of trails.entries()) await small.import(`trail-${i + 1}.ndjson`, lines);
    return small;
  }

  import(name: string, lines: readonly string[]): Promise<void> {
    return this.importFile(name, Buffer.from(lines.map((line) => `${line}\n`).join('')));
  }

  /** A source of any form. */
  async importFile(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.folder, name);
    writeFileSync(path, bytes);
    await importPaths(
      this.db,
      { paths: [path], partial: false, actor: 'Test Examiner' },
      unwatched,
      new StopFlag(),
    );
  }

  seal(scope: Scope, request: Partial<SealRequest> = {}): Promise<SealResult> {
    const out = join(this.folder, `pack-${++this.packs}.zip`);
    return sealPack(
      this.db,
      { scope, key: this.key, passphrase, out, checkers: standIns, actor: 'Test Examiner', ...request },
      async () => caseReport,
      unwatched,
    );
  }

  remove(): void {
    closeWritable(this.db);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
