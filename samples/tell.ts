import { join, relative } from 'node:path';
import { sealNamespace } from '../shared/pack/layout.ts';
import { sealPrincipal } from '../shared/seal/ssh-key.ts';
import { demoPassphrase, type Sample } from './sample-case.ts';

/** What was found, what was missed, and how to check the pack with nothing of Casebound. Plain lines. */
export function tell({ paths, made, sightings, pack }: Sample): string[] {
  const { caseFile, key, directory } = paths;
  return [
    `Ashdown v. Meridian Mutual: ${made ? 'made anew' : 'already there and intact; --fresh makes it anew'}`,
    '',
    ...sightings.map(({ what, expected, found }) =>
      expected === found
        ? `  found   ${what.padEnd(29)} ${found}`
        : `  MISSED  ${what.padEnd(29)} planted: ${expected}; found: ${found}`,
    ),
    '',
    `  case    ${here(caseFile)}`,
    `  pack    ${here(paths.pack)}: ${pack.entries} entries, SHA-256 ${pack.sha256}`,
    `  chains  ${here(join(directory, 'chains'))}: six trails to try the checks on, and a case of them`,
    `  key     ${here(key)}, for this sample alone; its passphrase: ${demoPassphrase}`,
    '',
    'Check the pack without Casebound:',
    `  cd ${here(directory)} && rm -rf unpacked && unzip -q ${relative(directory, paths.pack)} -d unpacked && cd unpacked/*/`,
    '  sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt',
    `  ssh-keygen -Y verify -f seal/allowed_signers -I ${sealPrincipal} -n ${sealNamespace} -s seal/tagmanifest.sig < tagmanifest-sha256.txt`,
  ];
}

function here(path: string): string {
  return relative(process.cwd(), path) || '.';
}
