import { withInput } from '../../files/open-input.ts';
import { sampleOf } from '../../import/detect/sample.ts';
import { observed } from '../../import/reading/blocks.ts';
import { FileReader, pieces } from '../../packed/byte-reader.ts';
import { isPlain, type Packing } from '../../packed/packing.ts';
import { unpack } from '../../packed/unpack.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { DigestSearch, type WantedHashes } from '../chain/digest-search.ts';
import { statedByRecords, statedIn } from '../chain/stated-in.ts';
import type { ExportTrail } from './export-trails.ts';

/** Of a trail that has to be unpacked, so much is read as records. */
const unpackedAtMost = 256 << 20;

/**
 * Which of the wanted hashes records of a trail of the file at `path` state; those that stand anywhere in it, where there is too much of it
 * to read its records.
 */
export function statedInTrail(
  path: string,
  { trail: { packing, detected } }: Pick<ExportTrail, 'trail'>,
  wanted: WantedHashes,
  stop: StopFlag,
): Promise<ReadonlySet<string>> {
  const { layout } = detected;
  return withInput(path, async (file) => {
    const reader = new FileReader(file, path);
    if (isPlain(packing))
      return statedIn(() => observed(pieces(reader, 0, reader.size), () => stop.check()), layout, wanted);
    const hashes = await standingIn(reader, packing, wanted, stop);
    if (hashes.size === 0) return hashes;
    const { bytes } = await sampleOf(reader, packing, stop, unpackedAtMost);
    return bytes.length === unpackedAtMost ? hashes : statedByRecords([bytes], layout, { ...wanted, hashes });
  });
}

/** Which of the wanted hashes stand anywhere in the stream of a packed file. */
async function standingIn(
  reader: FileReader,
  packing: Packing,
  wanted: WantedHashes,
  stop: StopFlag,
): Promise<ReadonlySet<string>> {
  const search = new DigestSearch(wanted);
  for await (const block of unpack(reader, packing, Number.MAX_SAFE_INTEGER, () => stop.check()))
    search.read(block);
  search.end();
  return search.found;
}
