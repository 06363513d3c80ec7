import { commonName, readCertificate } from '../../shared/certificates/certificate.ts';
import { readPem } from '../../shared/certificates/pem.ts';
import { AppError } from '../../shared/errors.ts';
import { certificateFingerprint, type KnownSigner } from '../../shared/seal/known-signer.ts';
import { fingerprint, parseKnownSigners, publicKeyText, sealPrincipal } from '../../shared/seal/ssh-key.ts';
import { readSmallFile } from '../files/small-file.ts';
import { nodeDigest } from '../hash/node-digest.ts';

/**
 * The signers of a file: Ed25519 keys, one a line, as authorized_keys, allowed_signers or a `.pub` file has them, and
 * certificates in PEM. A key's name is what stands behind it, or before it; a certificate's is its own.
 *
 * @throws AppError FILE_UNREADABLE, INVALID_INPUT where it holds neither
 */
export function loadKnownSigners(path: string): KnownSigner[] {
  const text = readSmallFile(path).toString('utf8');
  const signers = signersIn(text);
  const isEmpty = text.split('\n').every((line) => line.trim() === '' || line.trimStart().startsWith('#'));
  if (signers.length > 0 || isEmpty) return signers;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${path} holds no Ed25519 public key, and no certificate`,
    safe: 'nothing was checked yet',
    next: 'give a file with one key a line, such as the .pub file that keygen wrote, or certificates in PEM',
  });
}

/** Keys first, then certificates. */
export function signersIn(text: string): KnownSigner[] {
  return [...keysIn(text), ...certificatesIn(text)];
}

/** The keys of signers that are at hand: receipts name keys and do not hold them. */
export function publicKeysOf(signers: readonly KnownSigner[]): Uint8Array[] {
  return parseKnownSigners(signers.map(({ publicKey }) => publicKey ?? '').join('\n')).keys;
}

function keysIn(text: string): KnownSigner[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [key] = parseKnownSigners(line).keys;
    if (key === undefined) return [];
    const print = fingerprint(nodeDigest, key);
    const [, before = '', behind = ''] = /^\s*(.*?)\s*ssh-ed25519\s+\S+\s*(.*?)\s*$/.exec(line) ?? [];
    const said = behind !== '' ? behind : (before.split(/\s/)[0] ?? '');
    // What keygen writes behind every key, and every pack before it, names nobody.
    const name = said === '' || said === sealPrincipal ? print : said;
    return [signer('ssh', name, print, publicKeyText(key))];
  });
}

function certificatesIn(text: string): KnownSigner[] {
  return readPem(text).flatMap(({ label, der }) => {
    const certificate = label === 'CERTIFICATE' ? readCertificate(der) : null;
    if (certificate === null) return [];
    const name = commonName(certificate) ?? certificate.subject;
    return [signer('certificate', name, certificateFingerprint(nodeDigest, certificate), null)];
  });
}

function signer(
  kind: KnownSigner['kind'],
  name: string,
  print: string,
  publicKey: string | null,
): KnownSigner {
  return { name, kind, fingerprint: print, publicKey, since: null, note: null };
}
