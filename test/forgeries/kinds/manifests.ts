/** Manifests and what makes a pack a bag: other spellings, other lists. Only the seal is made to fit again. */
import { paths } from '../../../shared/pack/layout.ts';
import type { Forging } from '../forging.ts';
import type { Kind } from '../kind.ts';

type Edit = (forging: Forging, text: string) => string;

const manifests = [paths.manifest, paths.tagmanifest, paths.compressed] as const;
const lineWith = (text: string, path: RegExp) => text.split('\n').find((line) => path.test(line)) ?? '';

const manifestEdits: Readonly<Record<string, Edit>> = {
  'carriage returns': (_, text) => text.replaceAll('\n', '\r\n'),
  'a byte order mark': (_, text) => `\ufeff${text}`,
  'hashes in capitals': (_, text) => text.replace(/^[0-9a-f]{64}/, (hash) => hash.toUpperCase()),
  'a line twice': (_, text) => text.replace(/^.*\n/, '$&$&'),
  'a line twice, the first with another hash': (_, text) =>
    text.replace(/^(.{64})(.*\n)/, `${'0'.repeat(64)}$2$1$2`),
  'a line less': ({ random }, text) =>
    text
      .replace(lineWith(text, random.pick([/xlsx/, /bag-info/, /index/])), '')
      .replace('\n\n', '\n')
      .replace(/^\n/, ''),
  'lines in another order': (_, text) => `${text.split('\n').slice(0, -1).reverse().join('\n')}\n`,
  'a file that there is not': (_, text) => `${text}${'0'.repeat(64)}  zzz\n`,
  'a path out of the folder': (_, text) => `${'0'.repeat(64)}  ../outside\n${text}`,
  'a path of an inherited name': (_, text) => `${'0'.repeat(64)}  __proto__\n${text}`,
  'a path that begins with a dot': (_, text) => text.replace(/ {2}/, '  ./'),
  'a mark for binary files': (_, text) => text.replace(/ {2}/, ' *'),
  'a space more': (_, text) => text.replace(/\n/, ' \n'),
  'an empty line': (_, text) => `${text}\n`,
  'no line feed at the end': (_, text) => text.replace(/\n$/, ''),
  'a remark': (_, text) => `# a remark\n${text}`,
  'a line separator of Unicode': (_, text) => text.replace('\n', '\u2028'),
  'a form feed in a path': (_, text) => text.replace(/\n/, '\f\n'),
};

const bagEdits: Readonly<Record<string, Edit>> = {
  'carriage returns': (_, text) => text.replaceAll('\n', '\r\n'),
  'a byte order mark': (_, text) => `\ufeff${text}`,
  'another sum': (_, text) => text.replace(/Oxum: \d/, (start) => `${start}0`),
  'another identifier': (_, text) => text.replace(/pack\/\d+/, 'pack/77'),
  'another date': (_, text) => text.replace(/Date: \d{4}/, 'Date: 1999'),
  'a label twice, the second another': (_, text) => `${text}Payload-Oxum: 1.1\n`,
  'a line folded': (_, text) => text.replace('Payload-Oxum: ', 'Payload-Oxum:\n  '),
};

export const manifestKinds: readonly Kind[] = [
  ...Object.entries(manifestEdits).map(
    ([name, edit]): Kind => ({
      name: `manifest: ${name}`,
      of: 'manifests',
      forge(forging) {
        const path = forging.random.pick(manifests);
        const text = forging.text(path);
        const after = edit(forging, text);
        if (after === text) return null;
        forging.write(path, after);
        // The list of what is compressed bears on the zip alone, where that is as sealing wrote it.
        return { what: path, found: path === paths.compressed ? [] : ['storage'] };
      },
    }),
  ),
  ...Object.entries(bagEdits).map(
    ([name, edit]): Kind => ({
      name: `bag-info.txt: ${name}`,
      of: 'manifests',
      forge(forging) {
        const text = forging.text(paths.bagInfo);
        forging.write(paths.bagInfo, edit(forging, text));
        return { what: paths.bagInfo, found: name === 'a byte order mark' ? [] : ['storage'] };
      },
    }),
  ),
  {
    name: 'bagit.txt of another version',
    of: 'manifests',
    forge(forging) {
      forging.write(paths.bagit, forging.text(paths.bagit).replace('1.0', '0.97'));
      return { what: paths.bagit, found: ['storage'] };
    },
  },
];
