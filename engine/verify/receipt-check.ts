import { toHex } from '../../shared/bytes/encoding.ts';
import type { Axis, AxisStatus, Finding } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { leafHash, TreeBuilder } from '../../shared/proof/merkle.ts';
import { type Checkpoint, parseOrigin } from '../../shared/seal/checkpoint.ts';
import type { Receipt } from '../../shared/seal/receipt.ts';
import type { ReadableDb } from '../case/database.ts';
import { recordContents } from '../case/record-contents.ts';
import { Salts, saltLength } from '../case/salts.ts';
import type { SourceRow } from '../case/sources.ts';
import { caseUuid } from '../case/uuid.ts';
import { nodeDigest } from '../hash/node-digest.ts';
import type { SourceRoots } from '../import/reading/source-tree.ts';
import { SaltBlocks } from '../proof/salt-blocks.ts';
import type { StopFlag } from '../threads/signal.ts';
import type { Findings } from './findings.ts';
import { ReceiptSigners } from './receipt-signers.ts';

/** What a source's stored bytes give today. */
export interface DerivedSource {
  readonly source: SourceRow;
  readonly roots: SourceRoots;
  /** Of the file as acquired; null where it could not be derived again. */
  readonly fileSha256: Uint8Array | null;
}

/** The case file as verification found it. */
export interface VerifiedCase {
  readonly db: ReadableDb;
  readonly sources: readonly SourceRow[];
  /** Null where the stored bytes of the source could not be read to their end. */
  derived(source: number): DerivedSource | null;
}

/** Holds today's case file against receipts that left it earlier. */
export class ReceiptCheck {
  private readonly receipts: readonly Receipt[];
  private readonly signers: ReceiptSigners;
  private readonly findings: Findings;
  private readonly stop: StopFlag;

  /**
   * `trusted`: public keys of known signers.
   *
   * @throws AppError INVALID_INPUT where a receipt is of another case: it says nothing of this one
   */
  constructor(
    db: ReadableDb,
    receipts: readonly Receipt[],
    trusted: readonly Uint8Array[],
    findings: Findings,
    stop: StopFlag,
  ) {
    const uuid = caseUuid(db);
    for (const { checkpoint } of receipts) {
      if (parseOrigin(checkpoint.origin)?.caseUuid !== uuid) throw anotherCase(checkpoint.origin, uuid);
    }
    this.receipts = receipts;
    this.signers = new ReceiptSigners(db, trusted);
    this.findings = findings;
    this.stop = stop;
  }

  async axes(verified: VerifiedCase): Promise<Axis[]> {
    const axes: Axis[] = [];
    for (const receipt of this.receipts) {
      const subject = `receipt of source ${sourceOf(receipt.checkpoint)}`;
      const signature = await this.signers.check(receipt);
      const answers =
        signature.status === 'fail' ? forged : this.compare(receipt.checkpoint, subject, verified);
      if (signature.status === 'fail')
        this.find(subject, 'signature', 'CHECKPOINT_SIGNATURE', { message: signature.reason });
      const checked = receipt.checkpoint.size;
      axes.push(
        { axis: 'signature', subject, ...signature, checked: 1 },
        { axis: 'head', subject, ...answers.head, checked },
        { axis: 'tail', subject, ...answers.tail, checked },
        { axis: 'storage', subject, ...answers.storage, checked },
      );
    }
    return axes;
  }

  private compare(checkpoint: Checkpoint, subject: string, verified: VerifiedCase): Answers {
    const id = sourceOf(checkpoint);
    if (!verified.sources.some((source) => source.id === id)) {
      this.find(subject, 'storage', 'CHECKPOINT_SOURCE', {
        message:
          'the source that the receipt is of is not in the case file: it was removed, or this is an earlier copy of the case',
      });
      return all('unverifiable', 'the source is not in the case file', {
        storage: answer('fail', 'the source that the receipt is of is not in the case file'),
      });
    }
    const derived = verified.derived(id);
    if (derived === null)
      return all('unverifiable', 'the stored bytes can be read only in part: they cannot be held against it');
    const differences = [...differencesOf(checkpoint, derived)];
    for (const [what, expected, actual] of differences)
      this.find(subject, 'storage', codeOf(checkpoint, derived, what), {
        message: `the source's ${what} is not what the receipt states`,
        expected,
        actual,
      });
    if (differences.length === 0) return asStated(checkpoint, derived);
    return this.otherwise(checkpoint, derived, verified.db, differences);
  }

  /** What remains of the receipt's statement where today's source is not the one it is of. */
  private otherwise(
    checkpoint: Checkpoint,
    derived: DerivedSource,
    db: ReadableDb,
    differences: readonly Difference[],
  ): Answers {
    const { size } = derived.roots;
    if (size > checkpoint.size && this.begins(checkpoint, derived, db))
      return {
        head: answer('pass', `its first ${checkpoint.size} records are those of the receipt`),
        tail: answer('fail', `${size - checkpoint.size} records follow those of the receipt`),
        storage: answer(
          'fail',
          `grown: ${size - checkpoint.size} records more than the receipt states; an import never adds to a source`,
        ),
      };
    if (size < checkpoint.size)
      return all('unverifiable', 'a root does not tell which records are missing', {
        storage: answer(
          'fail',
          `cut: ${checkpoint.size - size} records fewer than the receipt states; whether the others are the same, a root does not tell`,
        ),
      });
    const what = differences.map(([name]) => name).join(', ');
    const storage = answer(
      'fail',
      `rewritten: ${what}; the source was changed or replaced since, or this is another copy of the case`,
    );
    return differences.some(([name]) => name === tree)
      ? all('unverifiable', 'a root does not tell which records are others', { storage })
      : { ...asStated(checkpoint, derived), storage };
  }

  /** Whether the first records of today's source are all those that the receipt is of. */
  private begins({ size, root }: Checkpoint, { source }: DerivedSource, db: ReadableDb): boolean {
    const salts = new SaltBlocks(new Salts(source.secret, 'entry'));
    const builder = new TreeBuilder(nodeDigest);
    const data = Buffer.alloc(saltLength + root.length);
    try {
      for (const content of recordContents(db, source).take(size)) {
        if (builder.size % 4096 === 0) this.stop.check();
        data.set(salts.at(builder.size));
        data.set(content, saltLength);
        builder.append(leafHash(nodeDigest, data));
      }
    } catch (error) {
      // A damaged list of records: the storage of the source tells of it.
      if (error instanceof AppError && error.code === 'CASE_CORRUPT') return false;
      throw error;
    }
    return toHex(builder.root()) === toHex(root);
  }

  private find(
    subject: string,
    axis: Finding['axis'],
    code: string,
    what: Pick<Finding, 'message' | 'expected' | 'actual'>,
  ): void {
    this.findings.add({ subject, axis, code, ...what });
  }
}

interface Answer {
  readonly status: AxisStatus;
  readonly reason: string;
}

interface Answers {
  readonly head: Answer;
  readonly tail: Answer;
  readonly storage: Answer;
}

function answer(status: AxisStatus, reason: string): Answer {
  return { status, reason };
}

function all(status: AxisStatus, reason: string, but: Partial<Answers> = {}): Answers {
  const each = answer(status, reason);
  return { head: each, tail: each, storage: each, ...but };
}

const forged = all(
  'unverifiable',
  "the receipt's signature does not hold: nothing that it states is held against the case file",
);

function asStated({ size }: Checkpoint, { fileSha256 }: DerivedSource): Answers {
  const since = 'what its maker left out before is for other evidence';
  return {
    head: answer('pass', `since the receipt, no record was removed at the beginning; ${since}`),
    tail: answer(
      'pass',
      `since the receipt, no record was removed at the end, nor added; ${since}, and what was logged later stands in other sources`,
    ),
    storage:
      fileSha256 === null
        ? answer(
            'unverifiable',
            'the records are those of the receipt; the file as it was acquired could not be derived again',
          )
        : answer('pass', `the same: file, ${size} records and both key trees are those of the receipt`),
  };
}

function sourceOf({ origin }: Checkpoint): number {
  return parseOrigin(origin)?.source ?? 0;
}

const tree = 'tree of records';

type Difference = readonly [what: string, expected: string, actual: string];

/** In what today's source differs from the one that the receipt is of: what, as stated there, as derived today. */
function* differencesOf(stated: Checkpoint, { roots, fileSha256 }: DerivedSource): Generator<Difference> {
  const head = ({ size, root }: { readonly size: number; readonly root: Uint8Array }) =>
    `${size} ${toHex(root)}`;
  const pairs: Difference[] = [
    [tree, head(stated), head(roots)],
    ['case_id tree', head(stated.caseIdTree), head(roots.caseIds)],
    ['image_id tree', head(stated.imageIdTree), head(roots.imageIds)],
  ];
  if (fileSha256 !== null) pairs.unshift(['file hash', toHex(stated.fileSha256), toHex(fileSha256)]);
  for (const pair of pairs) if (pair[1] !== pair[2]) yield pair;
}

function codeOf({ size }: Checkpoint, { roots }: DerivedSource, what: string): string {
  if (what !== tree || size === roots.size) return 'CHECKPOINT_REWRITTEN';
  return size < roots.size ? 'CHECKPOINT_GROWN' : 'CHECKPOINT_CUT';
}

function anotherCase(origin: string, uuid: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `the receipt is of another case: it names ${origin}, and this is casebound/${uuid}`,
    safe: 'nothing was checked',
    next: 'give a receipt of this case, or the case file that the receipt is of',
  });
}
