/** Proofs and the trees that they lead to: hashes, places and sizes that are others. */
import { nodeDigest } from '../../../engine/hash/node-digest.ts';
import { fromUtf8 } from '../../../shared/bytes/encoding.ts';
import { checkpointPath, paths } from '../../../shared/pack/layout.ts';
import { parseCheckpoint, signCheckpoint } from '../../../shared/seal/checkpoint.ts';
import { parseNote, signNote } from '../../../shared/seal/signed-note.ts';
import type { Forging } from '../forging.ts';
import type { Done, Kind } from '../kind.ts';

const otherHash = 'ab'.repeat(32);

// biome-ignore lint/suspicious/noExplicitAny: a forger keeps to no schema
type Document = any;

/** One line of the proofs; what `edit` gives is what was done, null where it does not apply. */
function inProof(forging: Forging, edit: (line: Document, all: Document[]) => string | null): Done | null {
  const proofs = forging.json(paths.proofs);
  const at = forging.place(proofs);
  const what = proofs[at] === undefined ? null : edit(proofs[at], proofs);
  if (what === null) return null;
  forging.writeJson(paths.proofs, proofs);
  return { what: `${what} of proof ${at}`, found: ['storage'] };
}

/** One source of the proof of completeness. */
function inCompleteness(
  forging: Forging,
  edit: (proof: Document, document: Document) => string | null,
): Done | null {
  if (!forging.files.has(paths.completeness)) return null;
  const [document] = forging.json(paths.completeness);
  const what = edit(document.sources[forging.place(document.sources)], document);
  if (what === null) return null;
  forging.writeJson(paths.completeness, [document]);
  return { what, found: ['completeness'] };
}

const proofKind = (name: string, edit: Parameters<typeof inProof>[1]): Kind => ({
  name,
  of: 'files',
  forge: (forging) => inProof(forging, edit),
});

function swapEnds(hashes: string[]): string | null {
  const [first, ...rest] = hashes;
  const last = rest.pop();
  if (first === undefined || last === undefined || first === last) return null;
  hashes.splice(0, hashes.length, last, ...rest, first);
  return 'siblings exchanged';
}

export const proofKinds: readonly Kind[] = [
  proofKind('siblings of a proof exchanged', ({ proof }) => swapEnds(proof)),
  proofKind('a sibling more', ({ proof }) => `${proof.push(otherHash)} siblings`),
  proofKind('a sibling less', ({ proof }) => (proof.pop() === undefined ? null : 'a sibling less')),
  proofKind('a sibling in capitals', (line) => {
    if (!/[a-f]/.test(line.proof[0] ?? '')) return null;
    line.proof[0] = line.proof[0].toUpperCase();
    return 'a sibling';
  }),
  proofKind('a leaf of nobody', (line) => {
    line.leaf = otherHash;
    return 'the leaf';
  }),
  proofKind('the proof of another line', (line, all) => {
    const other = all.find((each) => each.ordinal !== line.ordinal);
    if (other === undefined) return null;
    line.proof = other.proof;
    line.leaf = other.leaf;
    return 'leaf and siblings';
  }),
  proofKind('another size of the tree', (line) => {
    line.treeSize++;
    return 'the size';
  }),
  proofKind('another ordinal', (line) => {
    line.ordinal++;
    return 'the ordinal';
  }),
  {
    name: 'nodes of a key tree exchanged',
    of: 'files',
    forge: (forging) => inCompleteness(forging, ({ proof }) => swapEnds(proof)),
  },
  {
    name: 'another count, salt, place or root of a value',
    of: 'files',
    forge: (forging) =>
      inCompleteness(forging, (proof) => {
        const field = forging.random.pick(['count', 'salt', 'subtreeRoot', 'leafIndex', 'treeSize', 'root']);
        const value = proof[field];
        proof[field] = typeof value === 'number' ? value + 1 : otherHash.slice(0, value.length);
        return field;
      }),
  },
  {
    name: 'a source less in the proof of completeness, or twice',
    of: 'files',
    forge: (forging) =>
      inCompleteness(forging, (proof, document) => {
        const twice = forging.random.chance(0.5);
        document.sources = twice
          ? [...document.sources, proof]
          : document.sources.filter((each: Document) => each !== proof);
        return twice ? 'twice' : 'a source less';
      }),
  },
  {
    name: 'a source in the proof of completeness that there is not',
    of: 'files',
    forge: (forging) =>
      inCompleteness(forging, (proof, document) => {
        document.sources.push({ ...proof, source: 99 });
        return 'source 99';
      }),
  },
  {
    name: 'checkpoints of two sources exchanged',
    of: 'files',
    forge(forging) {
      const [one, another] = [checkpointPath(1), checkpointPath(2)];
      if (!forging.files.has(one) || !forging.files.has(another)) return null;
      const [ofOne, ofAnother] = [forging.bytes(one), forging.bytes(another)];
      forging.write(one, ofAnother);
      forging.write(another, ofOne);
      return { what: `${one} and ${another}`, found: ['storage'] };
    },
  },
  {
    name: 'an earlier checkpoint, signed by the same key',
    of: 'files',
    async forge(forging) {
      const path = checkpointPath(1);
      const checkpoint = checkpointIn(forging, path);
      const stale = { ...checkpoint, size: checkpoint.size - 1, root: Buffer.from(otherHash, 'hex') };
      forging.write(path, await signCheckpoint(nodeDigest, stale, forging.material.own.ssh));
      const fits = forging.random.chance(0.5);
      if (fits) {
        const [described] = forging.json(paths.sources);
        described.sources[0].tree = { size: stale.size, root: otherHash };
        forging.writeJson(paths.sources, [described]);
      }
      // The pack may hold no record of the source: then there is nothing to compare its checkpoint with.
      const used = forging.json(paths.index).some(({ source }) => source === 1);
      return {
        what: `of source 1${fits ? ', and data/sources.json with it' : ''}`,
        found: used || !fits ? ['storage'] : [],
      };
    },
  },
  {
    name: 'a checkpoint signed by another key, beside or in the place of its own',
    of: 'files',
    async forge(forging) {
      const path = forging.anyFile(/^verification\/checkpoint/) ?? '';
      const { origin } = checkpointIn(forging, path);
      const [text = '', signatures = ''] = forging.text(path).split('\n\n');
      const other = await signNote(nodeDigest, `${text}\n`, origin, forging.material.other.ssh);
      const line = other.split('\n\n')[1] ?? '';
      const beside = forging.random.chance(0.5);
      const edited = forging.random.pick([`${signatures}${line}`, `${line}${signatures}`]);
      forging.write(path, `${text}\n\n${beside ? edited : line}`);
      return { what: `${path}, ${beside ? 'beside' : 'instead'}`, found: beside ? [] : ['signature'] };
    },
  },
  {
    name: 'a checkpoint spelled in another way',
    of: 'files',
    forge(forging) {
      const path = forging.anyFile(/^verification\/checkpoint/) ?? '';
      const text = forging.text(path);
      const edits = [
        text.replaceAll('\n', '\r\n'),
        `\ufeff${text}`,
        text.replace(/\n$/, ''),
        `${text}\n`,
        text.replace('\n\n', '\n'),
        text.replace('\n\n', '\n\n\n'),
        text.replace(/\n(\d+)\n/, '\n0$1\n'),
        text.replace('file-sha256 ', 'file-sha256  '),
        text.replace('=\n', '\n'),
        text.replace('\n\n', '\nmore\n\n'),
      ] as const;
      forging.write(path, forging.random.pick(edits));
      return { what: path, found: forging.text(path) === text ? [] : ['signature'] };
    },
  },
];

function checkpointIn(forging: Forging, path: string) {
  const note = parseNote(fromUtf8(forging.bytes(path)) ?? '');
  const checkpoint = note === null ? null : parseCheckpoint(note.text);
  if (checkpoint === null) throw new Error(`${path} of a sound pack does not read`);
  return checkpoint;
}
