import { createCipheriv, type KeyObject, pbkdf2Sync, randomBytes } from 'node:crypto';
import { integer, nothing, octets, oid, sequence } from './der.ts';

/** Node's own export derives with 2,048 rounds, which a stolen file does not withstand; OWASP asks for this many. */
const rounds = 600_000;
const keyLength = 32;

const pbes2 = '2a864886f70d01050d';
const pbkdf2 = '2a864886f70d01050c';
const hmacWithSha256 = '2a864886f70d0209';
const aes256Cbc = '60864801650304012a';

/**
 * The key as an EncryptedPrivateKeyInfo (RFC 5958 section 3) under PBES2 (RFC 8018 section 6.2): PBKDF2 with
 * HMAC-SHA-256, AES-256-CBC. Every OpenSSL since 1.0 opens it.
 */
export function encryptedKeyPem(key: KeyObject, passphrase: string): string {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const derived = pbkdf2Sync(passphrase, salt, rounds, keyLength, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', derived, iv);
  const encrypted = Buffer.concat([
    cipher.update(key.export({ format: 'der', type: 'pkcs8' })),
    cipher.final(),
  ]);
  const derivation = sequence(
    oid(pbkdf2),
    sequence(octets(salt), integer(rounds), sequence(oid(hmacWithSha256), nothing)),
  );
  const encryption = sequence(oid(aes256Cbc), octets(iv));
  const info = sequence(sequence(oid(pbes2), sequence(derivation, encryption)), octets(encrypted));
  return pem('ENCRYPTED PRIVATE KEY', info);
}

/** RFC 7468. */
function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
