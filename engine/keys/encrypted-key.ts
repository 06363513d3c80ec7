import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  type KeyObject,
  pbkdf2,
  pbkdf2Sync,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import { integer, nothing, octets, oid, sequence } from '../../shared/bytes/der.ts';
import { equalBytes } from '../../shared/bytes/encoding.ts';
import { printPem } from '../../shared/certificates/pem.ts';

/** Node's own export derives with 2,048 rounds, which a stolen file does not withstand; OWASP asks for this many. */
const rounds = 600_000;
const keyLength = 32;
const saltLength = 16;
const ivLength = 16;

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2Derivation = '1.2.840.113549.1.5.12';
const hmacWithSha256 = '1.2.840.113549.2.9';
const aes256Cbc = '2.16.840.1.101.3.4.1.42';

/**
 * The key as an EncryptedPrivateKeyInfo (RFC 5958 section 3) under PBES2 (RFC 8018 section 6.2): PBKDF2 with
 * HMAC-SHA-256, AES-256-CBC. Every OpenSSL since 1.0 opens it.
 */
export function encryptedKeyPem(key: KeyObject, passphrase: string): string {
  const salt = randomBytes(saltLength);
  const iv = randomBytes(ivLength);
  const wrapping = pbkdf2Sync(passphrase, salt, rounds, keyLength, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', wrapping, iv);
  const encrypted = Buffer.concat([
    cipher.update(key.export({ format: 'der', type: 'pkcs8' })),
    cipher.final(),
  ]);
  return printPem('ENCRYPTED PRIVATE KEY', encryptedInfo({ salt, iv, encrypted }));
}

const derive = promisify(pbkdf2);

/**
 * Opens what `encryptedKeyPem` printed, whose key is derived in a thread of Node's pool meanwhile; null for everything else, a wrong
 * passphrase too: OpenSSL opens what it can of those, and tells what is wrong.
 */
export async function openEncryptedKey(info: Uint8Array, passphrase: string): Promise<KeyObject | null> {
  const parts = partsOf(Buffer.from(info));
  if (parts === null) return null;
  try {
    const wrapping = await derive(passphrase, parts.salt, rounds, keyLength, 'sha256');
    const decipher = createDecipheriv('aes-256-cbc', wrapping, parts.iv);
    const der = Buffer.concat([decipher.update(parts.encrypted), decipher.final()]);
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } catch {
    return null;
  }
}

interface Parts {
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
  readonly encrypted: Uint8Array;
}

function encryptedInfo({ salt, iv, encrypted }: Parts): Uint8Array<ArrayBuffer> {
  return sequence(algorithm(salt, iv), octets(encrypted));
}

function algorithm(salt: Uint8Array, iv: Uint8Array): Uint8Array<ArrayBuffer> {
  const derivation = sequence(
    oid(pbkdf2Derivation),
    sequence(octets(salt), integer(rounds), sequence(oid(hmacWithSha256), nothing)),
  );
  return sequence(oid(pbes2), sequence(derivation, sequence(oid(aes256Cbc), octets(iv))));
}

/** All but salt, initialization vector and content is the same in every key: nothing needs to be read but where these stand. */
function partsOf(info: Buffer): Parts | null {
  const blank = Buffer.from(algorithm(new Uint8Array(saltLength), new Uint8Array(ivLength)));
  const saltAt = blank.indexOf(new Uint8Array(saltLength));
  const at = info.indexOf(blank.subarray(0, saltAt));
  const end = at + blank.length;
  const salt = info.subarray(at + saltAt, at + saltAt + saltLength);
  const iv = info.subarray(end - ivLength, end);
  for (const headerLength of [2, 3]) {
    const parts = { salt, iv, encrypted: info.subarray(end + headerLength) };
    if (at >= 0 && equalBytes(encryptedInfo(parts), info)) return parts;
  }
  return null;
}
