import { resolve } from 'node:path';
import type { FoundSigner } from '../../shared/contract/signer-operations.ts';
import { paths } from '../../shared/pack/layout.ts';
import { type KnownSigner, SignerBook } from '../../shared/seal/known-signer.ts';
import { loadKnownSigners, signersIn } from '../keys/known-signers.ts';
import { PackFile } from '../seal/pack-file.ts';
import { inputKind } from '../verify/input-kind.ts';

/** The files of a pack that say whom its seals are by; nothing of them is checked. */
const sealFiles = [paths.allowedSigners, paths.certificates, paths.timestampCertificates];

/** @throws AppError FILE_UNREADABLE, PACK_UNREADABLE, INVALID_INPUT where the file holds neither key nor certificate */
export async function foundSigners(path: string, known: readonly KnownSigner[]): Promise<FoundSigner[]> {
  const book = new SignerBook(known);
  const file = resolve(path);
  const fromPack = inputKind(file) === 'pack';
  const signers = fromPack ? await sealersOf(file) : loadKnownSigners(file);
  return signers.map((signer) => ({ ...signer, known: book.known(signer.fingerprint), fromPack }));
}

async function sealersOf(path: string): Promise<KnownSigner[]> {
  const pack = await PackFile.open(path);
  try {
    const signers: KnownSigner[] = [];
    for (const member of sealFiles) {
      if (pack.has(member))
        for (const signer of signersIn(Buffer.from(await pack.whole(member)).toString('utf8')))
          signers.push(signer);
    }
    return signers;
  } finally {
    pack.close();
  }
}
