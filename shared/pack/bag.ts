/** The files that make a pack a BagIt bag (RFC 8493). */
import { compareBytes, utf8 } from '../bytes/encoding.ts';

/** SHA-256 by path, hex. */
export type Hashes = ReadonlyMap<string, string>;

/** A manifest as `sha256sum -c` reads it, in bytewise order of the paths. */
export function printManifest(hashes: Hashes): string {
  return [...hashes]
    .sort(([a], [b]) => compareBytes(utf8(a), utf8(b)))
    .map(([path, hash]) => `${hash}  ${path}\n`)
    .join('');
}

/** Reads hostile text; null for every spelling but that of `printManifest`. */
export function parseManifest(text: string): Hashes | null {
  const hashes = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (hash !== undefined && path !== undefined) hashes.set(path, hash);
  }
  return printManifest(hashes) === text ? hashes : null;
}

export interface BagInfo {
  /** Of all bytes under data/, and how many files they stand in. */
  readonly payloadBytes: number;
  readonly payloadFiles: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly identifier: string;
  readonly title: string;
  readonly description: string;
}

export function printBagInfo(info: BagInfo): string {
  return [
    `Bag-Software-Agent: Casebound`,
    `Bagging-Date: ${info.date}`,
    `External-Description: ${oneLine(info.description)}`,
    `External-Identifier: ${info.identifier}`,
    `Internal-Sender-Description: ${oneLine(info.title)}`,
    `Payload-Oxum: ${info.payloadBytes}.${info.payloadFiles}`,
    '',
  ].join('\n');
}

/** The values by label; RFC 8493 section 2.2.2 without line folding, which sealing does not use. */
export function parseBagInfo(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const split = line.indexOf(': ');
    if (split > 0) values.set(line.slice(0, split), line.slice(split + 2));
  }
  return values;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ').trim();
}
