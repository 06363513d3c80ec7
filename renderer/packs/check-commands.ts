import { paths, sealNamespace } from '../../shared/pack/layout.ts';
import { sealPrincipal } from '../../shared/seal/ssh-key.ts';
import { fileName } from '../files/paths.ts';

/**
 * How the other side checks a pack with tools of its own. The name is quoted for a POSIX shell: a path may hold
 * anything.
 *
 * @param name the pack's own, which its top directory has whatever the file is called
 */
export function checkCommands(pack: string, name: string, sha256: string): string {
  const file = fileName(pack);
  return [
    `echo ${quoted(`${sha256}  ${file}`)} | sha256sum -c`,
    `unzip ${quoted(file)} && cd ${quoted(name)}`,
    `sha256sum -c ${paths.manifest} ${paths.tagmanifest}`,
    `ssh-keygen -Y verify -f ${paths.allowedSigners} -I ${sealPrincipal} -n ${sealNamespace} \\`,
    `  -s ${paths.signature} < ${paths.tagmanifest}`,
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
