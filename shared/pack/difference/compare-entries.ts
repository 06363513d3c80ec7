/** Two indexes side by side, line by line: both are in the order of sources and ordinals. */
import { ByteStream } from '../byte-stream.ts';
import { parseLine } from '../check-context.ts';
import { paths } from '../layout.ts';
import { type AnyIndexLine, anyIndexLineSchema } from '../lines.ts';
import { MemberFault, readMember } from '../member.ts';
import { type EntryChange, type EntryDifference, entriesListed } from './difference.ts';
import type { ReadPack } from './read-pack.ts';

const lineLimit = 1 << 20;

export interface EntryDifferences {
  readonly counts: Record<EntryChange, number>;
  readonly first: EntryDifference[];
  /** Records with another number to cite them by, and with another reason for which they are there. */
  bates: number;
  related: number;
}

export async function compareEntries(
  a: ReadPack,
  b: ReadPack,
  checkCancelled: () => void,
): Promise<EntryDifferences> {
  const found: EntryDifferences = {
    counts: { added: 0, removed: 0, changed: 0, masked: 0, disclosed: 0, withheld: 0 },
    first: [],
    ...{ bates: 0, related: 0 },
  };
  const add = (change: EntryChange, { source, ordinal, ...line }: AnyIndexLine) => {
    found.counts[change]++;
    const entryId = 'entryId' in line && line.entryId !== undefined ? line.entryId : null;
    if (found.first.length < entriesListed) found.first.push({ change, source, ordinal, entryId });
  };
  const [mine, others] = [indexLines(a), indexLines(b)];
  let [line, other] = [await next(mine), await next(others)];
  for (let n = 0; line !== null || other !== null; n++) {
    if (n % 1000 === 0) checkCancelled();
    const order = orderOf(line, other);
    if (order < 0 && line !== null) {
      add('added', line);
      line = await next(mine);
    } else if (order > 0 && other !== null) {
      add('removed', other);
      other = await next(others);
    } else if (line !== null && other !== null) {
      const change = changeOf(line, other);
      if (change !== null) add(change, line);
      if (line.bates !== other.bates) found.bates++;
      if (String(line.related ?? '') !== String(other.related ?? '')) found.related++;
      [line, other] = [await next(mine), await next(others)];
    }
  }
  return found;
}

async function next(lines: AsyncGenerator<AnyIndexLine>): Promise<AnyIndexLine | null> {
  const { value, done } = await lines.next();
  return done ? null : value;
}

/** Lines that do not read are left out: the check of the pack tells of them. */
async function* indexLines({ context }: ReadPack): AsyncGenerator<AnyIndexLine> {
  const member = context.pack.files.get(paths.index);
  if (member === undefined) return;
  const stream = new ByteStream(readMember(context.reader, member));
  try {
    for (;;) {
      const bytes = await stream.line(lineLimit);
      if (bytes === null) return;
      const line = parseLine(anyIndexLineSchema, bytes);
      if (line !== null) yield line;
    }
  } catch (error) {
    if (!(error instanceof MemberFault)) throw error;
  } finally {
    await stream.close();
  }
}

function orderOf(a: AnyIndexLine | null, b: AnyIndexLine | null): number {
  if (a === null) return 1;
  if (b === null) return -1;
  return a.source - b.source || a.ordinal - b.ordinal;
}

type State = 'whole' | 'masked' | 'withheld';

function changeOf(a: AnyIndexLine, b: AnyIndexLine): EntryChange | null {
  const [state, before] = [stateOf(a), stateOf(b)];
  if (state !== before) return state === 'whole' ? 'disclosed' : state;
  if (state === 'whole')
    return 'content' in a && 'content' in b && a.content === b.content ? null : 'changed';
  return 'masked' in a && 'masked' in b && String(a.masked) !== String(b.masked) ? 'masked' : null;
}

function stateOf(line: AnyIndexLine): State {
  if ('content' in line) return 'whole';
  return 'masked' in line ? 'masked' : 'withheld';
}
