/** Packs that are made to take a checker's time and memory. How large they are is up to `scale`: 1 is what is tried at length. */
import { deflateRawSync } from 'node:zlib';
import { makeZip } from '../../engine/packed/testing/make-zip.ts';
import { type Files, zipOf } from '../../engine/seal/testing/forge.ts';
import { privilegeLogHeading } from '../../shared/pack/check-privilege-log.ts';
import { checkpointPath, paths } from '../../shared/pack/layout.ts';
import { centralHeader, endRecords, localHeader, methods } from '../../shared/pack/zip-records.ts';
import { csvLine } from '../../shared/table/csv-line.ts';

export interface HostilePack {
  readonly name: string;
  readonly make: (scale: number) => Buffer;
}

const megabyte = 1 << 20;

/** Everything but one file is as in the sound pack, whose folder is `name`. */
export function hostilePacks(name: string, sound: ReadonlyMap<string, Buffer>): HostilePack[] {
  const withFile =
    (path: string, content: (scale: number, sound: string) => string | Buffer) => (scale: number) => {
      const files: Files = new Map(sound);
      files.set(path, Buffer.from(content(scale, sound.get(path)?.toString() ?? '')));
      return zipOf(name, files, { level: 'stored' });
    };
  const withLog = (row: (scale: number) => string) => (scale: number) => {
    const files: Files = new Map(sound);
    const withheld = '{"n":0,"ordinal":0,"source":1,"withheld":true}';
    files.set(paths.index, Buffer.from(`${withheld}\n`));
    files.set(paths.privilegeLog, Buffer.from(csvLine(privilegeLogHeading) + row(scale)));
    return zipOf(name, files, { level: 'stored' });
  };
  const inside = (file: string) => `${name}/data/${file}`;
  return [
    { name: 'very many files', make: (scale) => emptyFiles(1_000_000 * scale, inside) },
    { name: 'more headers than it says', make: (scale) => emptyFiles(1_000_000 * scale, inside, 5) },
    { name: 'files that stand on one another', make: (scale) => onOneAnother(19_000 * scale, inside) },
    { name: 'a file that unpacks to very much', make: (scale) => bombs(1, 2000 * megabyte * scale, inside) },
    { name: 'files that unpack to very much', make: (scale) => bombs(19_000 * scale, megabyte, inside) },
    {
      name: 'a pack in a pack in a pack',
      make: (scale) => nested(50 * scale, inside, zipOf(name, new Map(sound))),
    },
    { name: 'lines of nothing', make: withFile(paths.index, (scale) => '\n'.repeat(60 * megabyte * scale)) },
    {
      name: 'a line without end',
      make: withFile(paths.index, (scale) => `{"n":${'0'.repeat(60 * megabyte * scale)}`),
    },
    {
      name: 'a row of the privilege log over very many lines',
      make: withLog((scale) => `0,"${'\n'.repeat(16 * megabyte * scale)}"\r\n`),
    },
    {
      name: 'a row of the privilege log of nothing but quotes',
      make: withLog((scale) => `0,,1,,0,withheld,,"${'""'.repeat(8 * megabyte * scale)}",\r\n`),
    },
    {
      name: 'a Bates number without end',
      make: withFile(paths.index, (scale, text) => {
        const bates = `${'1'.repeat(10 * megabyte * scale)}x000001`;
        const lines = Array.from(
          { length: 100_000 * scale },
          () => '{"n":1,"ordinal":0,"source":1,"withheld":true}\n',
        );
        return text.replace('{', `{"bates":"${bates}",`) + lines.join('');
      }),
    },
    {
      name: 'an annotation on one entry, over and over',
      make: withFile(paths.annotationTargets, (scale, text) =>
        text.replace(/"entries":\[\d+/, (start) => start + ',0'.repeat(16 * megabyte * scale)),
      ),
    },
    {
      name: 'an event of nothing but brackets',
      make: withFile(paths.custody, (scale, text) =>
        text.replace('"details":{', `"details":{"a":[${'[],'.repeat(5 * megabyte * scale)}[]],`),
      ),
    },
    {
      name: 'brackets in brackets',
      make: withFile(paths.custody, (scale, text) => {
        const depth = Math.ceil(7 * megabyte * scale);
        return text.replace('"details":{', `"details":{"a":${'['.repeat(depth)}${']'.repeat(depth)},`);
      }),
    },
    {
      name: 'very many sources',
      make: withFile(paths.sources, (scale, text) => {
        const described = JSON.parse(text);
        const [source] = described.sources;
        const count = Math.ceil(15_000 * scale);
        described.sources = Array.from({ length: count }, (_, i) => ({ ...source, id: i + 1 }));
        return `${JSON.stringify(described)}\n`;
      }),
    },
    {
      name: 'a manifest of very many files',
      make: withFile(paths.manifest, (scale) =>
        Array.from(
          { length: 150_000 * scale },
          (_, i) => `${'0'.repeat(64)}  data/${String(i).padStart(7, '0')}\n`,
        ).join(''),
      ),
    },
    {
      name: 'a proof of completeness of very many sources',
      make: withFile(paths.completeness, (scale, text) => {
        const document = JSON.parse(text);
        const [proof] = document.sources;
        const long = { ...proof, proof: Array.from({ length: 53 }, () => proof.root) };
        document.sources = Array.from({ length: 4000 * scale }, () => long);
        return `${JSON.stringify(document)}\n`;
      }),
    },
    {
      name: 'a checkpoint of very many signatures',
      make: withFile(checkpointPath(1), (scale, text) => {
        const [stated = '', signature = ''] = text.split('\n\n');
        return `${stated}\n\n${signature.repeat(70_000 * scale)}`;
      }),
    },
  ];
}

type Named = (file: string) => string;

function emptyFiles(count: number, named: Named, claimed = count): Buffer {
  const numbers = Array.from({ length: count }, (_, i) => named(String(i).padStart(7, '0')));
  const local = Buffer.from(localHeader({ path: named('0000000'), size: 0, crc32: 0 }));
  const directory = Buffer.concat(
    numbers.map((path) => centralHeader({ path, size: 0, crc32: 0, offset: 0 })),
  );
  return Buffer.concat([local, directory, endRecords(claimed, local.length, directory.length)]);
}

function onOneAnother(count: number, named: Named): Buffer {
  const size = 4 * megabyte;
  const path = named('0000000');
  const local = Buffer.concat([localHeader({ path, size, crc32: 0 }), Buffer.alloc(size)]);
  const directory = Buffer.concat(
    Array.from({ length: count }, () => centralHeader({ path, size, crc32: 0, offset: 0 })),
  );
  return Buffer.concat([local, directory, endRecords(Math.floor(count), local.length, directory.length)]);
}

function bombs(count: number, size: number, named: Named): Buffer {
  const packed = deflateRawSync(Buffer.alloc(size), { level: 9 });
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (let i = 0; i < Math.floor(count); i++) {
    const path = named(String(i).padStart(7, '0'));
    const member = { path, size, crc32: 0, method: methods.deflated, compressedSize: packed.length };
    const header = localHeader(member);
    parts.push(header, packed);
    directory.push(centralHeader({ ...member, offset }));
    offset += header.length + packed.length;
  }
  const headers = Buffer.concat(directory);
  return Buffer.concat([...parts, headers, endRecords(directory.length, offset, headers.length)]);
}

function nested(depth: number, named: Named, innermost: Buffer): Buffer {
  let pack = innermost;
  for (let level = 0; level < depth; level++)
    pack = makeZip([{ name: named('inner.zip'), content: pack, deflated: true }]);
  return pack;
}
