/** Whole files: changed in a bit, taken away, put in, exchanged. */
import { paths } from '../../../shared/pack/layout.ts';
import { dutyOfBytes, dutyOfPresence } from '../duties.ts';
import type { Kind } from '../kind.ts';

export const fileKinds: readonly Kind[] = [
  {
    name: 'a bit flipped',
    of: 'files',
    forge(forging) {
      const path = forging.anyFile() ?? '';
      const bytes = Buffer.from(forging.bytes(path));
      if (bytes.length === 0) return null;
      const at = forging.place(bytes);
      bytes[at] = (bytes[at] as number) ^ (1 << forging.random.between(0, 7));
      forging.write(path, bytes);
      return { what: `a bit of byte ${at} of ${path}`, found: dutyOfBytes(forging, path) };
    },
  },
  {
    name: 'a file taken away',
    of: 'files',
    forge(forging) {
      const path = forging.anyFile() ?? '';
      forging.files.delete(path);
      return { what: path, found: dutyOfPresence(forging, path) };
    },
  },
  {
    name: 'a file put in',
    of: 'files',
    forge(forging) {
      const path = forging.random.pick([
        'data/extra.txt',
        'extra.txt',
        'seal/extra',
        'seal/tagmanifest.sig.txt',
        'data/entries-from-x.ndjson',
        'data/entries-from-csv-9.csv',
        'verification/checkpoint-99.txt',
        'verification/proofs/proofs-2.jsonl',
      ]);
      forging.write(path, 'more\n');
      return { what: path, found: ['storage'] };
    },
  },
  {
    name: 'two files exchanged',
    of: 'files',
    forge(forging) {
      const [one, another] = [forging.anyFile() ?? '', forging.anyFile() ?? ''];
      const [ofOne, ofAnother] = [forging.bytes(one), forging.bytes(another)];
      if (ofOne.equals(ofAnother)) return null;
      forging.write(one, ofAnother);
      forging.write(another, ofOne);
      return {
        what: `${one} and ${another}`,
        found: [...dutyOfBytes(forging, one), ...dutyOfBytes(forging, another)],
      };
    },
  },
  {
    name: 'a file cut short',
    of: 'files',
    forge(forging) {
      const path = forging.anyFile() ?? '';
      const bytes = forging.bytes(path);
      const length = forging.place(bytes);
      forging.write(path, bytes.subarray(0, length));
      // Custody that ends with an earlier event is custody that was sealed earlier.
      const whole = path === paths.custody && (length === 0 || bytes[length - 1] === 0x0a);
      return {
        what: `${path} to ${length} of ${bytes.length} bytes`,
        found: whole ? [] : dutyOfBytes(forging, path),
      };
    },
  },
  {
    name: 'a file emptied',
    of: 'files',
    forge(forging) {
      const path = forging.anyFile() ?? '';
      if (forging.bytes(path).length === 0) return null;
      forging.write(path, '');
      return { what: path, found: dutyOfBytes(forging, path) };
    },
  },
  {
    name: 'a file renamed',
    of: 'files',
    forge(forging) {
      const path = forging.anyFile() ?? '';
      const bytes = forging.bytes(path);
      forging.files.delete(path);
      forging.write(`${path}x`, bytes);
      return { what: path, found: dutyOfPresence(forging, path) };
    },
  },
  {
    name: 'a file of another pack',
    of: 'files',
    forge(forging) {
      const { random, material } = forging;
      const [path, bytes] = random.pick([...material.otherFiles] as [
        [string, Buffer],
        ...[string, Buffer][],
      ]);
      if (forging.bytes(path).equals(bytes)) return null;
      forging.write(path, bytes);
      return { what: path, found: [] };
    },
  },
  {
    name: 'a folder of another pack',
    of: 'files',
    forge(forging) {
      const { random, material } = forging;
      const folder = random.pick(['data/', 'verification/', 'data/entries', 'seal/']);
      const mixed = [...material.otherFiles].filter(([path]) => path.startsWith(folder));
      for (const [path, bytes] of mixed) forging.write(path, bytes);
      return { what: folder, found: [] };
    },
  },
];
