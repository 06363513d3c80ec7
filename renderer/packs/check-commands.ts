import { paths, sealNamespace } from '../../shared/pack/layout.ts';
import { sealPrincipal } from '../../shared/seal/ssh-key.ts';
import { fileName } from '../files/paths.ts';

/**
 * How the other side checks a pack with tools of its own. What is compared first is what is sealed: the file is another one
 * once a timestamp is in it. The name is quoted for a POSIX shell: a path may hold anything.
 *
 * @param name the pack's own, which its top directory has whatever the file is called
 * @param tagmanifest SHA-256 of its tag manifest, hex
 */
export function checkCommands(pack: string, name: string, tagmanifest: string): string {
  const file = fileName(pack);
  return [
    `unzip ${quoted(file)} && cd ${quoted(name)}`,
    `echo ${quoted(`${tagmanifest}  ${paths.tagmanifest}`)} | sha256sum -c`,
    `sha256sum -c ${paths.manifest} ${paths.tagmanifest}`,
    `ssh-keygen -Y verify -f ${paths.allowedSigners} -I ${sealPrincipal} -n ${sealNamespace} \\`,
    `  -s ${paths.signature} < ${paths.tagmanifest}`,
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
