/**
 * The checkpoint of a source, https://c2sp.org/tlog-checkpoint: what was imported, in a form that can be handed out or
 * timestamped on its own. The extension lines bind the file and the two key trees.
 */
import { fromBase64, fromHex, toBase64, toHex } from '../bytes/encoding.ts';
import { type Digest, digestLength } from '../proof/digest.ts';
import type { Signer } from './ed25519.ts';
import { signNote } from './signed-note.ts';

export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

export interface Checkpoint extends TreeHead {
  /** `casebound/<case uuid>/source/<id>`. */
  readonly origin: string;
  /** SHA-256 of the source file as acquired. */
  readonly fileSha256: Uint8Array;
  readonly caseIdTree: TreeHead;
  readonly imageIdTree: TreeHead;
}

export function checkpointOrigin(caseUuid: string, source: number): string {
  return `casebound/${caseUuid}/source/${source}`;
}

/** The case and the source that an origin names; null for any other text. */
export function parseOrigin(origin: string): { readonly caseUuid: string; readonly source: number } | null {
  const [, caseUuid, digits] = /^casebound\/([0-9a-f-]{36})\/source\/([1-9][0-9]{0,14})$/.exec(origin) ?? [];
  return caseUuid === undefined ? null : { caseUuid, source: Number(digits) };
}

/** The checkpoint as a note signed by the key, under the origin as the key's name. */
export async function signCheckpoint(
  digest: Digest,
  checkpoint: Checkpoint,
  signer: Signer,
): Promise<string> {
  return signNote(digest, printCheckpoint(checkpoint), checkpoint.origin, signer);
}

/** The text of the note. */
export function printCheckpoint({
  origin,
  size,
  root,
  fileSha256,
  caseIdTree,
  imageIdTree,
}: Checkpoint): string {
  return [
    origin,
    size,
    toBase64(root),
    `file-sha256 ${toHex(fileSha256)}`,
    `case_id-tree ${caseIdTree.size} ${toBase64(caseIdTree.root)}`,
    `image_id-tree ${imageIdTree.size} ${toBase64(imageIdTree.root)}`,
    '',
  ].join('\n');
}

/** Reads hostile text; null for every spelling but the one that `printCheckpoint` writes. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = '', size = '', root = '', file = '', caseIds = '', imageIds = ''] = text.split('\n');
  const head = parseHead(size, root);
  const fileSha256 = fromHex(after('file-sha256 ', file));
  const caseIdTree = parseNamedHead('case_id-tree ', caseIds);
  const imageIdTree = parseNamedHead('image_id-tree ', imageIds);
  if (parseOrigin(origin) === null) return null;
  if (head === null || fileSha256?.length !== digestLength || caseIdTree === null || imageIdTree === null)
    return null;
  const checkpoint = { origin, ...head, fileSha256, caseIdTree, imageIdTree };
  return printCheckpoint(checkpoint) === text ? checkpoint : null;
}

function parseNamedHead(name: string, line: string): TreeHead | null {
  const [size = '', root = ''] = after(name, line).split(' ');
  return parseHead(size, root);
}

function parseHead(sizeText: string, rootText: string): TreeHead | null {
  const size = Number(sizeText);
  const root = fromBase64(rootText);
  return Number.isSafeInteger(size) && size >= 0 && root?.length === digestLength ? { size, root } : null;
}

function after(prefix: string, line: string): string {
  return line.startsWith(prefix) ? line.slice(prefix.length) : '';
}
