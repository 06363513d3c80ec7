/** The names in a pack. Every path is under one top directory; docs/formats/evidence-pack.md describes each file. */

/** The format that `data/sources.json` states; a later, different format gets another name. */
export const packFormat = 'casebound-pack/2';
/** The namespace of a seal (ssh-keygen's `-n`), so that no other signature by the key can pass for one. */
export const sealNamespace = 'casebound-pack';

/** The seals of a pack: an SSH signature and, if the signer had a certificate, a CMS signature. */
export const sealKinds = ['ssh', 'cms'] as const;
export type SealKind = (typeof sealKinds)[number];

export const paths = {
  guide: 'VERIFY.md',
  checkerPage: 'verify.html',
  checkerProgram: 'verify.py',
  bagInfo: 'bag-info.txt',
  bagit: 'bagit.txt',
  manifest: 'manifest-sha256.txt',
  tagmanifest: 'tagmanifest-sha256.txt',
  annotationTargets: 'data/annotation-targets.ndjson',
  annotations: 'data/annotations.ndjson',
  withheldAnnotations: 'data/annotations-withheld.ndjson',
  custody: 'data/custody.ndjson',
  certification: 'data/certification.md',
  spreadsheet: 'data/entries.xlsx',
  loadFile: 'data/loadfile/pack.dat',
  privilegeLog: 'data/privilege-log.csv',
  table: 'data/entries.csv',
  index: 'data/entries.index.jsonl',
  entries: 'data/entries.ndjson',
  page: 'data/report.html',
  pages: 'data/report.pdf',
  sources: 'data/sources.json',
  allowedSigners: 'seal/allowed_signers',
  signature: 'seal/tagmanifest.sig',
  certificateSignature: 'seal/tagmanifest.p7s',
  certificates: 'seal/signer.pem',
  timestampRequest: 'seal/tagmanifest.tsq',
  timestamp: 'seal/tagmanifest.tsr',
  timestampCertificates: 'seal/tsa-chain.pem',
  completeness: 'verification/completeness.json',
  compressed: 'verification/compressed-sha256.txt',
  proofs: 'verification/proofs/proofs.jsonl',
  chainProfile: 'verification/chain-profile.json',
  report: 'verification/report.json',
  reportText: 'verification/report.txt',
} as const;

/** A mapping that sources were read by; numbered from 1. */
export function mappingPath(n: number): string {
  return `data/mappings/${n}.json`;
}

export function checkpointPath(source: number): string {
  return `verification/checkpoint-${source}.txt`;
}

/** The source whose checkpoint has this path; null for any other. */
export function checkpointSource(path: string): number | null {
  const [, source] = /^verification\/checkpoint-([1-9]\d{0,15})\.txt$/.exec(path) ?? [];
  return source === undefined ? null : Number(source);
}

/** RFC 8493 section 2.1.3: everything under it is listed in the manifest. */
export const payloadPrefix = 'data/';
/** Outside both manifests, since its files are made over the tag manifest. */
export const sealPrefix = 'seal/';

/** RFC 8493 section 2.1.1. */
export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** The top directory's name: the case's title in safe characters, and the number of the pack. */
export function packName(title: string, number: number): string {
  const safe = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return `${safe === '' ? 'case' : safe}_pack-${packNumber(number)}`;
}

/** As a pack's name ends in it. */
export function packNumber(number: number): string {
  return String(number).padStart(4, '0');
}

export const packNamePattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}_pack-[0-9]{4,16}$/;
