/** Entries left out, put in, altered or moved, with everything made to fit that a forger can make fit. */
import { nodeDigest } from '../../../engine/hash/node-digest.ts';
import { paths } from '../../../shared/pack/layout.ts';
import { entryLeaf } from '../../../shared/proof/leaves.ts';
import type { Forging } from '../forging.ts';
import type { Kind } from '../kind.ts';

const sha256 = (bytes: Uint8Array) => Buffer.from(nodeDigest.sha256(bytes)).toString('hex');

const leafOf = ({ salt, content }: { readonly salt: string; readonly content: string }) =>
  Buffer.from(entryLeaf(nodeDigest, Buffer.from(salt, 'hex'), Buffer.from(content, 'hex'))).toString('hex');

/** Counts in `data/sources.json` and numbers of lines are those of the index again. */
function recount(forging: Forging): void {
  const index = forging.json(paths.index).map((line, n) => ({ ...line, n }));
  forging.writeJson(paths.index, index);
  const [described] = forging.json(paths.sources);
  const { pack } = described;
  pack.records = index.length;
  pack.entries = new Set(
    index.flatMap((line) => ('file' in line ? [`${line.file} ${line.offset} ${line.length}`] : [])),
  ).size;
  pack.withheld = index.filter((line) => 'withheld' in line).length;
  pack.masked = index.filter((line) => 'masked' in line).length;
  for (const source of described.sources)
    source.records = index.filter((line) => line.source === source.id).length;
  for (const group of pack.related ?? []) {
    const lines = index.filter((line) => line.related?.includes(group.reason));
    group.records = lines.length;
    group.entries = new Set(lines.map(({ n, file, offset }) => (file ? `${file} ${offset}` : n))).size;
  }
  forging.writeJson(paths.sources, [described]);
}

/** Whether the pack proves that nothing of its scope was left out. */
function isComplete(forging: Forging): boolean {
  return forging.files.has(paths.completeness);
}

/** A line whose bytes no other line points to. */
function ownLine(forging: Forging, index: readonly Record<string, unknown>[]): number | null {
  const own = index.flatMap((line, n) =>
    'content' in line &&
    index.filter(({ file, offset }) => file === line['file'] && offset === line['offset']).length === 1
      ? [n]
      : [],
  );
  return own[forging.place(own)] ?? null;
}

function removeBytes(
  forging: Forging,
  { file, offset, length }: { file: string; offset: number; length: number },
): void {
  const lineEnd = file.includes('utf16') ? 2 : 1;
  const bytes = forging.bytes(file);
  forging.write(file, Buffer.concat([bytes.subarray(0, offset), bytes.subarray(offset + length + lineEnd)]));
  const index = forging.json(paths.index);
  for (const line of index) if (line.file === file && line.offset > offset) line.offset -= length + lineEnd;
  forging.writeJson(paths.index, index);
}

export const entryKinds: readonly Kind[] = [
  {
    name: 'an entry left out, everything made to fit',
    of: 'files',
    forge(forging) {
      const index = forging.json(paths.index);
      const at = ownLine(forging, index);
      if (at === null || index.length < 2) return null;
      const victim = index[at];
      // A source without any entry left would need another set of files.
      if (index.filter(({ source }) => source === victim.source).length < 2) return null;
      removeBytes(forging, victim);
      forging.writeJson(paths.index, forging.json(paths.index).toSpliced(at, 1));
      forging.writeLines(paths.proofs, forging.lines(paths.proofs).toSpliced(at, 1));
      forging.writeJson(
        paths.annotationTargets,
        forging.json(paths.annotationTargets).map(({ entries, salt: _, ...line }) => ({
          entries: entries.filter((n: number) => n !== at).map((n: number) => (n > at ? n - 1 : n)),
          ...line,
        })),
      );
      recount(forging);
      const counted = isComplete(forging) && victim.related === undefined;
      return { what: `line ${at}`, found: counted ? ['completeness'] : [] };
    },
  },
  {
    name: 'an entry left out, its count in the proof of completeness lowered',
    of: 'files',
    forge(forging) {
      const done = entryKinds[0]?.forge(forging);
      if (!done || !isComplete(forging)) return null;
      const [document] = forging.json(paths.completeness);
      for (const proof of document.sources) proof.count--;
      forging.writeJson(paths.completeness, [document]);
      return { what: 'and the counts lowered', found: ['completeness'] };
    },
  },
  {
    name: 'an entry altered, with its hash and its leaf',
    of: 'files',
    forge(forging) {
      const index = forging.json(paths.index);
      const at = ownLine(forging, index);
      if (at === null) return null;
      const line = index[at];
      const bytes = Buffer.from(forging.bytes(line.file));
      const entry = bytes.subarray(line.offset, line.offset + line.length);
      const place = entry.indexOf('a');
      if (place < 0) return null;
      entry[place] = 0x62;
      forging.write(line.file, bytes);
      line.content = sha256(entry);
      forging.writeJson(paths.index, index);
      const proofs = forging.json(paths.proofs);
      proofs[at].leaf = leafOf(line);
      forging.writeJson(paths.proofs, proofs);
      return { what: `line ${at}`, found: ['storage'] };
    },
  },
  {
    name: 'two entries in each other’s place, with their lines',
    of: 'files',
    forge(forging) {
      const index = forging.json(paths.index);
      if (index.length < 2) return null;
      const at = forging.random.between(0, index.length - 2);
      const swapped = index.with(at, index[at + 1]).with(at + 1, index[at]);
      forging.writeJson(
        paths.index,
        swapped.map((line, n) => ({ ...line, n })),
      );
      const proofs = forging.lines(paths.proofs);
      forging.writeLines(paths.proofs, proofs.with(at, proofs[at + 1] ?? '').with(at + 1, proofs[at] ?? ''));
      return { what: `lines ${at} and ${at + 1}`, found: ['sequence'] };
    },
  },
  {
    name: 'an entry twice, counted twice',
    of: 'files',
    forge(forging) {
      const index = forging.json(paths.index);
      const at = forging.place(index);
      forging.writeJson(paths.index, index.toSpliced(at, 0, index[at]));
      const proofs = forging.lines(paths.proofs);
      forging.writeLines(paths.proofs, proofs.toSpliced(at, 0, proofs[at] ?? ''));
      recount(forging);
      return { what: `line ${at}`, found: ['sequence'] };
    },
  },
  {
    name: 'two salts exchanged',
    of: 'files',
    forge(forging) {
      const index = forging.json(paths.index);
      const salted = index.flatMap((line, n) => ('salt' in line ? [n] : []));
      const [one, another] = [salted[forging.place(salted)], salted[forging.place(salted)]];
      if (one === undefined || another === undefined || index[one].salt === index[another].salt) return null;
      [index[one].salt, index[another].salt] = [index[another].salt, index[one].salt];
      forging.writeJson(paths.index, index);
      return { what: `lines ${one} and ${another}`, found: ['storage'] };
    },
  },
  {
    name: 'a record withheld that was not, counted as such',
    of: 'files',
    forge(forging) {
      const index = forging.json(paths.index);
      const at = ownLine(forging, index);
      if (at === null) return null;
      const { n, source, ordinal } = index[at];
      const victim = index[at];
      if (index.filter(({ file }) => file === victim.file).length < 2) return null;
      removeBytes(forging, victim);
      forging.writeJson(
        paths.index,
        forging
          .json(paths.index)
          .map(({ sourceOffset, ...line }) => (line.source === source ? line : { ...line, sourceOffset }))
          .with(at, { n, source, ordinal, withheld: true }),
      );
      forging.writeJson(
        paths.annotationTargets,
        forging.json(paths.annotationTargets).map(({ salt: _, ...line }) => line),
      );
      recount(forging);
      // Withheld, a record of the scope still has its leaf, and nothing is missing. A related one now counts as one of the scope,
      // to whose tree its leaf does not belong.
      return {
        what: `line ${at}`,
        found: isComplete(forging) && victim.related !== undefined ? ['completeness'] : [],
      };
    },
  },
  {
    name: 'what was kept back given, but not what it was',
    of: 'files',
    forge(forging) {
      const index = forging.json(paths.index);
      const at = index.findIndex((line) => 'masked' in line);
      const line = index[at];
      if (line === undefined) return null;
      const { masked: _, ...rest } = line;
      const bytes = forging.bytes(line.file).subarray(line.offset, line.offset + line.length);
      forging.writeJson(
        paths.index,
        index.with(at, { ...rest, content: sha256(bytes), salt: '00'.repeat(16) }),
      );
      recount(forging);
      return { what: `line ${at}`, found: ['storage'] };
    },
  },
  {
    name: 'a masked copy without its masks',
    of: 'files',
    forge(forging) {
      const path = forging.anyFile(/^data\/entries(\.ndjson|-from-)/) ?? '';
      const index = forging.json(paths.index);
      const line = index.find((each) => 'masked' in each && each.file === path);
      const bytes = Buffer.from(forging.bytes(path));
      const wide = path.includes('utf16') ? 'utf16le' : 'utf8';
      const at = bytes.indexOf(Buffer.from('[masked]', wide), line?.offset);
      if (line === undefined || at < 0) return null;
      bytes.write('all well', at, wide);
      forging.write(path, bytes);
      return { what: `line ${line.n} in ${path}`, found: ['storage'] };
    },
  },
  {
    name: 'a place in the source more, or less',
    of: 'files',
    forge(forging) {
      const index = forging.json(paths.index);
      const at = forging.place(index);
      const { sourceOffset, ...line } = index[at];
      if ('withheld' in line || 'masked' in line) return null;
      forging.writeJson(
        paths.index,
        index.with(at, sourceOffset === undefined ? { ...line, sourceOffset: 0 } : line),
      );
      return { what: `line ${at}`, found: ['storage'] };
    },
  },
  {
    name: 'an entry of the scope called related, or the other way round',
    of: 'files',
    forge(forging) {
      const [described] = forging.json(paths.sources);
      if (described.pack.related === null || !isComplete(forging)) return null;
      const index = forging.json(paths.index);
      const at = forging.place(index);
      const { related, ...line } = index[at];
      forging.writeJson(
        paths.index,
        index.with(at, related === undefined ? { ...line, related: ['image'] } : line),
      );
      recount(forging);
      return { what: `line ${at}`, found: ['completeness'] };
    },
  },
  {
    name: 'another claim or image than was proven',
    of: 'files',
    forge(forging) {
      const [described] = forging.json(paths.sources);
      const { scope } = described.pack;
      const [key] = Object.keys(scope);
      if (key !== 'caseId' && key !== 'imageId') return null;
      const document = forging.json(paths.completeness);
      scope[key] = 'CLM-9';
      if (forging.random.chance(0.5)) document[0].value = 'CLM-9';
      forging.writeJson(paths.sources, [described]);
      forging.writeJson(paths.completeness, document);
      return { what: key, found: ['completeness'] };
    },
  },
  {
    name: 'a claim called a query',
    of: 'files',
    forge(forging) {
      const [described] = forging.json(paths.sources);
      described.pack.scope = { query: 'case_id:CLM-1' };
      forging.writeJson(paths.sources, [described]);
      // A pack of a query proves no completeness, and states none; here the file with the proof is there all the same.
      return { what: 'the scope', found: ['storage'] };
    },
  },
];
