/** What stands in seal/: signatures over something else, for something else, by somebody else. Nothing is sealed again. */
import { nodeDigest } from '../../../engine/hash/node-digest.ts';
import { sha512 } from '../../../engine/keys/ed25519.ts';
import type { Signers } from '../../../engine/keys/signers.ts';
import { printCertificates } from '../../../shared/certificates/pem.ts';
import { paths, sealNamespace } from '../../../shared/pack/layout.ts';
import { signCms } from '../../../shared/seal/cms.ts';
import { allowedSigners } from '../../../shared/seal/ssh-key.ts';
import { signSsh } from '../../../shared/seal/sshsig.ts';
import { timestampRequest } from '../../../shared/timestamp/request.ts';
import type { Forging } from '../forging.ts';
import type { Kind } from '../kind.ts';

const sealFile = /^seal\//;

function axisOf(path: string): string {
  return /\.ts[qr]$|tsa-chain/.test(path) ? 'time' : 'signature';
}

/** A signature in the place of the pack's, and what else is determined by it. */
async function resign(
  forging: Forging,
  { ssh }: Signers,
  { message = forging.bytes(paths.tagmanifest), namespace = sealNamespace as string, named = true } = {},
): Promise<void> {
  const signature = Buffer.from(await signSsh(message, namespace, ssh, sha512));
  forging.write(paths.signature, signature);
  forging.write(
    paths.timestampRequest,
    timestampRequest(nodeDigest, forging.bytes(paths.tagmanifest), signature),
  );
  if (named) forging.write(paths.allowedSigners, allowedSigners(ssh.publicKey, sealNamespace));
  // A timestamp of the seal that was there before would be another's.
  forging.files.delete(paths.timestamp);
  forging.files.delete(paths.timestampCertificates);
}

export const sealKinds: readonly Kind[] = [
  {
    name: 'a seal for another purpose',
    of: 'seal',
    async forge(forging) {
      const namespace = forging.random.pick(['file', 'git', 'casebound', 'casebound-pack2']);
      await resign(forging, forging.material.own, { namespace });
      return { what: namespace, found: ['signature'] };
    },
  },
  {
    name: 'a seal over something else',
    of: 'seal',
    async forge(forging) {
      await resign(forging, forging.material.own, { message: forging.bytes(paths.manifest) });
      return { what: paths.manifest, found: ['signature'] };
    },
  },
  {
    name: 'the seal of another key',
    of: 'seal',
    async forge(forging) {
      const named = forging.random.chance(0.5);
      await resign(forging, forging.material.other, { named });
      return { what: named ? 'which is named' : 'under the name of the first', found: ['signature'] };
    },
  },
  {
    name: 'a file of the seal emptied, or all of them',
    of: 'seal',
    forge(forging) {
      const all = forging.random.chance(0.2);
      const path = forging.anyFile(sealFile) ?? '';
      const emptied = all ? [...forging.files.keys()].filter((each) => sealFile.test(each)) : [path];
      for (const each of emptied) forging.write(each, '');
      return { what: all ? 'all' : path, found: all ? ['signature', 'time'] : [axisOf(path)] };
    },
  },
  {
    name: 'a file of the seal taken away, or all of them',
    of: 'seal',
    forge(forging) {
      const all = forging.random.chance(0.2);
      const path = forging.anyFile(sealFile) ?? '';
      const taken = all ? [...forging.files.keys()].filter((each) => sealFile.test(each)) : [path];
      for (const each of taken) forging.files.delete(each);
      return { what: all ? 'all' : path, found: [axisOf(all ? paths.signature : path)] };
    },
  },
  {
    name: 'a file of the seal with something behind it',
    of: 'seal',
    forge(forging) {
      const path = forging.anyFile(sealFile) ?? '';
      const more = forging.random.pick(['\n', 'more\n', '\0', ' ']);
      forging.write(path, Buffer.concat([forging.bytes(path), Buffer.from(more)]));
      return { what: path, found: [axisOf(path)] };
    },
  },
  {
    name: 'a file of the seal with carriage returns',
    of: 'seal',
    forge(forging) {
      const path =
        forging.anyFile(/^seal\/(allowed_signers|tagmanifest\.sig|signer\.pem|tsa-chain\.pem)$/) ?? '';
      forging.write(path, forging.text(path).replaceAll('\n', '\r\n'));
      return { what: path, found: [axisOf(path)] };
    },
  },
  {
    name: 'a file of the seal of another pack',
    of: 'seal',
    forge(forging) {
      const path = forging.anyFile(sealFile) ?? '';
      const other = forging.material.otherFiles.get(path);
      if (other === undefined || other.equals(forging.bytes(path))) return null;
      forging.write(path, other);
      return { what: path, found: [axisOf(path)] };
    },
  },
  {
    name: 'a certificate’s seal over something else',
    of: 'seal',
    async forge(forging) {
      const { certificate } = forging.material.own;
      if (certificate === null) return null;
      forging.write(
        paths.certificateSignature,
        await signCms(nodeDigest, forging.bytes(paths.manifest), certificate),
      );
      return { what: paths.manifest, found: ['signature'], asked: true };
    },
  },
  {
    name: 'the seal of another certificate, or its certificate alone',
    of: 'seal',
    async forge(forging) {
      const { certificate } = forging.material.other;
      if (certificate === null) return null;
      const whole = forging.random.chance(0.5);
      forging.write(paths.certificates, printCertificates(certificate.chain.map(({ der }) => der)));
      if (whole) {
        const cms = await signCms(nodeDigest, forging.bytes(paths.tagmanifest), certificate);
        forging.write(paths.certificateSignature, cms);
      }
      // Whose certificate it is, no pack can tell: the check names it.
      return { what: whole ? 'with its seal' : 'without', found: whole ? [] : ['signature'], asked: !whole };
    },
  },
  {
    name: 'a certificate’s seal in a pack that was sealed without one',
    of: 'seal',
    forge(forging) {
      if (forging.material.own.certificate !== null) return null;
      const path = forging.random.pick([paths.certificateSignature, paths.certificates]);
      forging.write(path, 'more\n');
      return { what: path, found: ['signature'] };
    },
  },
  {
    name: 'a timestamp over something else, or for another request',
    of: 'seal',
    forge(forging) {
      const { foreignTimestamps } = forging.material;
      const which = forging.place(foreignTimestamps);
      const response = foreignTimestamps[which];
      if (response === undefined) return null;
      forging.write(paths.timestamp, response);
      return { what: which === 0 ? 'another nonce' : 'another message', found: ['time'], asked: which === 1 };
    },
  },
];
