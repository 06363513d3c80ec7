/** Whether a pack for one claim or image holds every entry of it that its sources had when they were imported. */
import { equalBytes, fromHex, toHex } from '../bytes/encoding.ts';
import { keyLeaf } from '../proof/leaves.ts';
import { verifyInclusion } from '../proof/merkle.ts';
import { type CheckContext, readDocument } from './check-context.ts';
import type { CheckedEntries } from './check-entries.ts';
import type { CheckedSources } from './check-sources.ts';
import { paths } from './layout.ts';
import { type Completeness, completenessSchema } from './lines.ts';
import { scopeKey } from './scope.ts';

const completeness = { axis: 'completeness', subject: 'pack' } as const;
type SourceProof = Completeness['sources'][number];

/** Judges `completeness` of the pack. */
export async function checkCompleteness(
  context: CheckContext,
  described: CheckedSources,
  entries: CheckedEntries,
): Promise<void> {
  const { findings } = context;
  const { scope } = described.pack;
  const named = scopeKey(scope);
  if (named === null) {
    findings.judge({
      ...completeness,
      status: 'absent',
      reason: `the pack was made for ${'query' in scope ? 'a query: nothing shows that it holds every entry that matches' : 'a selection: nothing shows by what it was made, and what was left out'}`,
      checked: 0,
    });
    return;
  }
  const { key, value } = named;
  const document = await readDocument(context, paths.completeness, completenessSchema, 'completeness');
  if (document === null) {
    findings.add({
      ...completeness,
      code: 'COMPLETENESS_MISSING',
      message: 'the proof that no entry was left out is missing or does not read',
      member: paths.completeness,
    });
  } else if (document.key !== key || document.value !== value) {
    findings.add({
      ...completeness,
      code: 'COMPLETENESS_INVALID',
      message: 'the proof is about another value than the pack',
      member: paths.completeness,
      expected: value,
      actual: document.value,
    });
  } else {
    checkProofs(context, described, entries, document);
  }
  findings.judge({
    ...completeness,
    reason: reason(described, entries, key),
    checked: entries.subtrees.size,
  });
}

function checkProofs(
  context: CheckContext,
  described: CheckedSources,
  entries: CheckedEntries,
  { key, value, sources }: Completeness,
): void {
  const proven = new Set<number>();
  for (const proof of sources) {
    const fault = proven.has(proof.source)
      ? 'two proofs are given for one source'
      : faultOf(context, described, entries, key, value, proof);
    proven.add(proof.source);
    if (fault !== null) add(context, proof.source, fault);
  }
  for (const source of entries.subtrees.keys()) {
    if (!proven.has(source)) add(context, source, 'no proof covers the entries of this source');
  }
}

function add({ findings }: CheckContext, source: number, message: string): void {
  findings.add({
    ...completeness,
    code: 'COMPLETENESS_BROKEN',
    message: `source ${source}: ${message}`,
    member: paths.completeness,
  });
}

function faultOf(
  { effects: { digest } }: CheckContext,
  { checkpoints }: CheckedSources,
  { subtrees }: CheckedEntries,
  key: Completeness['key'],
  value: string,
  { source, count, salt, subtreeRoot, leafIndex, treeSize, proof, root }: SourceProof,
): string | null {
  const checkpoint = checkpoints.get(source);
  const tree = key === 'case_id' ? checkpoint?.caseIdTree : checkpoint?.imageIdTree;
  if (tree === undefined || tree.size !== treeSize || toHex(tree.root) !== root)
    return 'the proof is not against the checkpoint';
  const rootBytes = fromHex(subtreeRoot) as Uint8Array;
  const leaf = keyLeaf(digest, { salt: fromHex(salt) as Uint8Array, value, count, subtreeRoot: rootBytes });
  const siblings = proof.map((hash) => fromHex(hash) as Uint8Array);
  if (!verifyInclusion(digest, leaf, leafIndex, treeSize, siblings, tree.root)) {
    return 'the checkpoint does not commit to this many entries under this root';
  }
  const subtree = subtrees.get(source);
  if (subtree === undefined || subtree.size !== count) {
    return `the source had ${count} entries of this value, and the pack holds ${subtree?.size ?? 0}`;
  }
  return equalBytes(subtree.root(), rootBytes)
    ? null
    : 'the entries in the pack are not those that the source had of this value';
}

function reason({ sources, pack }: CheckedSources, { subtrees }: CheckedEntries, key: string): string {
  const without = sources.filter(({ id }) => !subtrees.has(id)).map(({ id }) => id);
  const { withheld, masked } = pack;
  const kept =
    withheld + masked === 0
      ? ''
      : `; ${withheld} of them withheld and ${masked} masked, which count in the proof like the others`;
  const proven = `every entry that was imported under this ${key} is in the pack${kept}; what was never exported cannot be seen`;
  if (without.length === 0) return proven;
  return `${proven}; that ${without.length === 1 ? 'source' : 'sources'} ${without.join(', ')} had none is stated, not proven`;
}
