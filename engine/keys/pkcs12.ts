/** PKCS#12 (RFC 7292), as organizations hand out keys with their certificates. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { OctetString } from 'asn1js';
import { CertBag, ContentInfo, PFX, PKCS8ShroudedKeyBag, type SafeBag } from 'pkijs';
import type { CertificateSigner } from '../../shared/seal/cms.ts';
import { certificateSigner } from './certificate-signer.ts';
import { keyUnavailable, readKeyFile } from './key-file.ts';

/**
 * The key of a PKCS#12 file with its certificates.
 *
 * @param now the certificates must hold then
 * @throws AppError KEY_UNAVAILABLE: not such a file, a wrong passphrase, no key on P-256, certificates that are missing,
 *   expired or unsuitable
 */
export async function loadPkcs12(path: string, passphrase: string, now: Date): Promise<CertificateSigner> {
  const bags = await openBags(path, readPkcs12(path), passphrase);
  const certificates = bags.flatMap(({ bagValue }) =>
    bagValue instanceof CertBag && bagValue.certValue instanceof OctetString
      ? [Uint8Array.from(new Uint8Array(bagValue.certValue.getValue()))]
      : [],
  );
  const key = bags.map((bag) => keyOf(bag, passphrase)).find((found) => found !== null);
  if (key === undefined)
    throw keyUnavailable(`${path} holds no private key`, 'export it together with its key');
  return certificateSigner(path, key, certificates, now);
}

function readPkcs12(path: string): PFX {
  const bytes = readKeyFile(path);
  try {
    return PFX.fromBER(bytes);
  } catch (error) {
    throw keyUnavailable(`${path} is no PKCS#12 file`, 'choose a file that ends in .p12 or .pfx', error);
  }
}

async function openBags(path: string, pfx: PFX, passphrase: string): Promise<SafeBag[]> {
  const password = Uint8Array.from(Buffer.from(passphrase)).buffer;
  if (pfx.macData === undefined || pfx.authSafe.contentType !== ContentInfo.DATA) {
    throw keyUnavailable(`${path} is not protected by a passphrase`, 'export it again with one');
  }
  try {
    await pfx.parseInternalValues({ password, checkIntegrity: true });
  } catch (error) {
    throw keyUnavailable(
      `the passphrase does not open ${path}`,
      'give its own passphrase: --p12-passphrase-file, or CASEBOUND_P12_PASSPHRASE',
      error,
    );
  }
  const safe = pfx.parsedValue?.authenticatedSafe;
  try {
    const parts = safe?.safeContents ?? [];
    await safe?.parseInternalValues({ safeContents: parts.map(() => ({ password })) });
  } catch (error) {
    throw keyUnavailable(
      `${path} is encrypted in a way that is too old to be opened`,
      `convert it: openssl pkcs12 -legacy -in OLD.p12 -out all.pem, then openssl pkcs12 -export -in all.pem -out NEW.p12`,
      error,
    );
  }
  const opened =
    (safe?.parsedValue as { safeContents: { value: { safeBags: SafeBag[] } }[] } | undefined)?.safeContents ??
    [];
  return opened.flatMap(({ value }) => value.safeBags);
}

/** A shrouded bag is an EncryptedPrivateKeyInfo, which OpenSSL opens whatever it is encrypted with. */
function keyOf({ bagId, bagValue }: SafeBag, passphrase: string): KeyObject | null {
  const der = Buffer.from(bagValue.toSchema().toBER() as ArrayBuffer);
  if (bagValue instanceof PKCS8ShroudedKeyBag)
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8', passphrase });
  return bagId === plainKeyBag ? createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) : null;
}

/** RFC 7292 section 4.2.1: a key without encryption of its own. */
const plainKeyBag = '1.2.840.113549.1.12.10.1.1';
