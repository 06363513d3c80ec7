import type { Finding } from '../domain/verification.ts';
import type { CheckContext } from './check-context.ts';
import { paths } from './layout.ts';
import type { AnyIndexLine, IndexLine, MaskedLine } from './lines.ts';

/** What can be wrong with the entries of a pack, told as findings. */
export class EntryFindings {
  private readonly context: CheckContext;

  constructor(context: CheckContext) {
    this.context = context;
  }

  lineInvalid(n: number): void {
    this.addToPack({
      code: 'INDEX_INVALID',
      message: `line ${n + 1} does not read as the pack format describes it`,
      member: paths.index,
    });
  }

  outOfOrder(line: AnyIndexLine): void {
    this.add('sequence', 'pack', {
      ...placeOf(line),
      code: 'INDEX_ORDER',
      message: 'the index lists a record twice, or not in source order',
    });
  }

  altered(line: IndexLine, actual: string): void {
    this.addEntry(line, {
      code: 'ENTRY_ALTERED',
      message: 'the bytes of this entry are not those that the index has a hash of',
      expected: line.content,
      actual,
    });
  }

  pointsElsewhere(line: IndexLine | MaskedLine): void {
    this.addEntry(line, {
      code: 'ENTRY_ALTERED',
      message: 'the bytes that the index points to are not this record',
      ...('content' in line ? { expected: line.content } : {}),
    });
  }

  notMasked(line: MaskedLine): void {
    this.addEntry(line, {
      code: 'ENTRY_ALTERED',
      message: 'its copy is not masked in as many places as the index says',
    });
  }

  unclaimed(line: IndexLine | MaskedLine, bytes: number): void {
    this.addToPack({
      code: 'ENTRIES_UNCLAIMED',
      message: `${bytes} bytes belong to no entry`,
      member: line.file,
      byteOffset: line.offset - bytes,
    });
  }

  notEnded(line: IndexLine | MaskedLine): void {
    this.addEntry(line, {
      code: 'ENTRIES_UNCLAIMED',
      message: 'this entry is not followed by a line feed',
    });
  }

  withoutProof(line: AnyIndexLine): void {
    this.addEntry(line, {
      code: 'PROOF_INVALID',
      message: 'no proof stands at its place for this entry',
      member: paths.proofs,
    });
  }

  otherLeaf(line: AnyIndexLine, expected: string, actual: string): void {
    this.addEntry(line, {
      code: 'LEAF_MISMATCH',
      message: 'content hash and salt do not give the leaf of the proof',
      expected,
      actual,
    });
  }

  notIncluded(line: AnyIndexLine): void {
    this.addEntry(line, {
      code: 'NOT_INCLUDED',
      message: "the proof does not place this entry in its source's tree under the checkpoint",
    });
  }

  fileMissing(member: string): void {
    this.addToPack({ code: 'MEMBER_MISSING', message: 'the pack lacks this file', member });
  }

  headingAltered(member: string): void {
    this.addToPack({
      code: 'HEADING_ALTERED',
      message: 'it does not begin with the encoding and the heading that its sources have',
      member,
    });
  }

  extra(member: string): void {
    this.addToPack({ code: 'LINES_EXTRA', message: 'it holds more than the index accounts for', member });
  }

  /** `what`: of which records there are others than the pack was sealed with. */
  otherNumber(what: string, expected: number, actual: number): void {
    this.addToPack({
      code: 'INDEX_INVALID',
      message: `another number of records is ${what} than the pack was sealed with`,
      member: paths.index,
      expected: String(expected),
      actual: String(actual),
    });
  }

  /** `found`: distinct entries in the files of those that are related for a reason. */
  otherRelated(reason: string, expected: number, found: number): void {
    this.addToPack({
      code: 'INDEX_INVALID',
      message: `another number of entries is related by ${reason} than the pack was sealed with`,
      member: paths.index,
      expected: String(expected),
      actual: String(found),
    });
  }

  otherPlaces(source: number, expected: number, found: number): void {
    this.addToPack({
      code: 'INDEX_INVALID',
      message:
        expected === 0
          ? `records of source ${source} have their places in it, which tell of what stays back`
          : `records of source ${source} lack their places in it`,
      member: paths.index,
      expected: String(expected),
      actual: String(found),
    });
  }

  otherBates(line: AnyIndexLine): void {
    this.addToPack({
      code: 'INDEX_INVALID',
      message: `line ${line.n + 1} has another Bates number than the one that follows those before it`,
      member: paths.index,
      ...(line.bates === undefined ? {} : { actual: line.bates }),
    });
  }

  otherEntries(expected: number, actual: number): void {
    this.addToPack({
      code: 'ENTRIES_MISSING',
      message: 'another number of entries is in the files than the pack was sealed with',
      member: paths.sources,
      expected: String(expected),
      actual: String(actual),
    });
  }

  linesMissing(expected: number, actual: number): void {
    this.addToPack({
      code: 'ENTRIES_MISSING',
      message: 'the index has another number of lines than the pack was sealed with',
      member: paths.index,
      expected: String(expected),
      actual: String(actual),
    });
  }

  private addEntry(
    line: AnyIndexLine,
    what: Pick<Finding, 'code' | 'message' | 'expected' | 'actual' | 'member'>,
  ): void {
    this.add('storage', `source ${line.source}`, { ...placeOf(line), ...what });
  }

  private addToPack(finding: Omit<Finding, 'axis' | 'subject'>): void {
    this.add('storage', 'pack', finding);
  }

  private add(axis: Finding['axis'], subject: string, finding: Omit<Finding, 'axis' | 'subject'>): void {
    this.context.findings.add({ axis, subject, ...finding });
  }
}

function placeOf(line: AnyIndexLine): Pick<Finding, 'ordinal' | 'byteOffset' | 'entryId'> {
  const { ordinal } = line;
  return {
    ordinal,
    ...('entryId' in line ? { entryId: line.entryId } : {}),
    ...('sourceOffset' in line ? { byteOffset: line.sourceOffset } : {}),
  };
}
