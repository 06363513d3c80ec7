/** Reads what the pack says of its case and sources, and holds it against the signed checkpoints. */
import { fromUtf8, toHex } from '../bytes/encoding.ts';
import { type Checkpoint, checkpointOrigin, parseCheckpoint, type TreeHead } from '../seal/checkpoint.ts';
import { parseNote, verifyNote } from '../seal/signed-note.ts';
import { parseBagInfo, printBagInfo } from './bag.ts';
import { type CheckContext, readDocument } from './check-context.ts';
import { checkpointPath, packNumber, paths } from './layout.ts';
import { type PackSource, type PackSources, sourcesSchema } from './lines.ts';
import { type PackScope, scopeWords } from './scope.ts';

const storage = { axis: 'storage', subject: 'pack' } as const;
const signature = { axis: 'signature', subject: 'pack' } as const;

export interface CheckedSources extends PackSources {
  /** By source; without those whose checkpoint cannot be read. */
  readonly checkpoints: ReadonlyMap<number, Checkpoint>;
}

/** Null where `data/sources.json` is missing or does not read: then entries cannot be placed. */
export async function checkSources(
  context: CheckContext,
  sealKey: Uint8Array | null,
): Promise<CheckedSources | null> {
  const described = await readDocument(context, paths.sources, sourcesSchema, 'storage');
  if (described === null) return null;
  checkNames(context, described, await context.small(paths.bagInfo));
  const checkpoints = new Map<number, Checkpoint>();
  for (const source of described.sources) {
    checkSaid(context, source);
    const checkpoint = await readCheckpoint(context, described.case.uuid, source, sealKey);
    if (checkpoint !== null) checkpoints.set(source.id, checkpoint);
  }
  return { ...described, checkpoints };
}

/** The folder's name and the bag's identifier are outside the manifests or free text: they say what the payload says. */
function checkNames(
  { findings, pack: files }: CheckContext,
  { case: of, pack }: PackSources,
  bagInfo: Uint8Array | null,
): void {
  if (files.name !== pack.name) {
    findings.add({
      ...storage,
      code: 'PACK_RENAMED',
      message: 'the folder has another name than the pack was sealed under',
      expected: pack.name,
      actual: files.name,
    });
  }
  if (!pack.name.endsWith(`_pack-${packNumber(pack.number)}`)) {
    findings.add({
      ...storage,
      code: 'PACK_NAME',
      message: 'the name that the pack was sealed under has another number than the pack',
      expected: packNumber(pack.number),
      actual: pack.name,
    });
  }
  if (bagInfo === null) return;
  const text = fromUtf8(bagInfo) ?? '';
  const info = parseBagInfo(text);
  const identifier = bagIdentifier(of.uuid, pack.number);
  const actual = info.get('External-Identifier');
  const invalid = { ...storage, code: 'BAG_INVALID', member: paths.bagInfo };
  if (actual !== identifier) {
    findings.add({ ...invalid, message: 'it names another pack', expected: identifier, actual });
    return;
  }
  const payload = info.get('Payload-Oxum')?.split('.') ?? [];
  const expected = printBagInfo({
    payloadBytes: Number(payload[0]),
    payloadFiles: Number(payload[1]),
    date: info.get('Bagging-Date') ?? '',
    identifier,
    title: of.title,
    description: bagDescription(pack.scope),
  });
  if (text !== expected.toWellFormed())
    findings.add({ ...invalid, message: 'it says something else of the pack than data/sources.json' });
}

/** What a source says of itself goes together, whatever else is held against it. */
function checkSaid({ findings }: CheckContext, source: PackSource): void {
  const { id, name, entries, duplicates, tree, compression, stream, container } = source;
  const differ = (message: string, values: { readonly expected?: string; readonly actual?: string } = {}) =>
    findings.add({
      ...storage,
      code: 'SOURCE_INVALID',
      message: `source ${id} ${message}`,
      member: paths.sources,
      ...values,
    });
  // A leaf for each of its records, of which it says what became of them.
  if (entries + duplicates !== tree.size)
    differ('has another number of entries and duplicates than its tree has leaves', {
      expected: String(tree.size),
      actual: String(entries + duplicates),
    });
  if ((compression === null) !== (stream === null))
    differ('tells what it decompresses to and is not compressed, or the other way round');
  // Custody tells of the name.
  const last = container?.member.split(/[\\/]/).at(-1);
  if (last !== undefined && last !== name)
    differ('has another name than its file in the container', { expected: last, actual: name });
}

/** What `bag-info.txt` says of a pack of this scope. */
export function bagDescription(scope: PackScope): string {
  return `Audit trail entries of ${scopeWords(scope)}`;
}

export function bagIdentifier(caseUuid: string, number: number): string {
  return `${caseUuid}/pack/${number}`;
}

async function readCheckpoint(
  { small, findings, effects }: CheckContext,
  caseUuid: string,
  source: PackSource,
  sealKey: Uint8Array | null,
): Promise<Checkpoint | null> {
  const member = checkpointPath(source.id);
  const bytes = await small(member);
  const note = bytes === null ? null : parseNote(fromUtf8(bytes) ?? '');
  const checkpoint = note === null ? null : parseCheckpoint(note.text);
  if (note === null || checkpoint === null) {
    findings.add({
      ...signature,
      code: 'CHECKPOINT_INVALID',
      message: 'the checkpoint is missing, or is not one as sealing writes it',
      member,
    });
    return null;
  }
  const held =
    sealKey !== null &&
    (await verifyNote(effects.digest, note, checkpoint.origin, sealKey, effects.verifyEd25519));
  if (!held) {
    findings.add({
      ...signature,
      code: 'CHECKPOINT_UNSIGNED',
      message: "the sealing key's signature does not hold on the checkpoint",
      member,
    });
  }
  for (const [what, expected, actual] of differences(caseUuid, source, checkpoint)) {
    if (expected === actual) continue;
    findings.add({
      ...storage,
      code: 'SOURCE_MISMATCH',
      message: `its ${what} is not the checkpoint's`,
      member: paths.sources,
      expected,
      actual,
    });
  }
  return checkpoint;
}

function differences(
  caseUuid: string,
  source: PackSource,
  checkpoint: Checkpoint,
): [string, string, string][] {
  const head = ({ size, root }: TreeHead) => `${size} ${toHex(root)}`;
  const stated = ({ size, root }: PackSource['tree']) => `${size} ${root}`;
  return [
    ['origin', checkpoint.origin, checkpointOrigin(caseUuid, source.id)],
    ['file hash', toHex(checkpoint.fileSha256), source.sha256],
    ['tree', head(checkpoint), stated(source.tree)],
    ['case_id tree', head(checkpoint.caseIdTree), stated(source.caseIdTree)],
    ['image_id tree', head(checkpoint.imageIdTree), stated(source.imageIdTree)],
  ];
}
