/** Textual encodings of RFC 7468, in the one spelling that OpenSSL writes: 64 characters a line, LF. */
import { fromBase64, toBase64 } from '../bytes/encoding.ts';

export function printPem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array<ArrayBuffer>;
  /** As in the text, without the final line ending. */
  readonly pem: string;
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([A-Za-z0-9+/=\r\n]+?)\r?\n-----END \1-----/g;

/** Every block of a text, which may hold anything else between them; blocks whose base64 is invalid are left out. */
export function readPem(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  for (const [pem, label = '', body = ''] of text.matchAll(block)) {
    const der = fromBase64(body.replace(/[\r\n]+/g, ''));
    if (der !== null) blocks.push({ label, der, pem });
  }
  return blocks;
}

const certificateLabel = 'CERTIFICATE';

export function printCertificates(ders: readonly Uint8Array[]): string {
  return ders.map((der) => printPem(certificateLabel, der)).join('');
}

/** Reads hostile text; null for any form other than the one that `printCertificates` writes. */
export function parseCertificates(text: string): Uint8Array<ArrayBuffer>[] | null {
  const ders = readPem(text).map(({ der }) => der);
  return ders.length > 0 && printCertificates(ders) === text ? ders : null;
}
