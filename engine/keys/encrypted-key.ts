import { createCipheriv, type KeyObject, pbkdf2Sync, randomBytes } from 'node:crypto';
import { integer, nothing, octets, oid, sequence } from '../../shared/bytes/der.ts';
import { printPem } from '../../shared/certificates/pem.ts';

/** Node's own export derives with 2,048 rounds, which a stolen file does not withstand; OWASP asks for this many. */
const rounds = 600_000;
const keyLength = 32;

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const hmacWithSha256 = '1.2.840.113549.2.9';
const aes256Cbc = '2.16.840.1.101.3.4.1.42';

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
  return printPem('ENCRYPTED PRIVATE KEY', info);
}
