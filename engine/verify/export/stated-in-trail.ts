import { withInput } from '../../files/open-input.ts';
import { sampleOf } from '../../import/detect/sample.ts';
import { observed } from '../../import/reading/blocks.ts';
import { splitterFor } from '../../import/reading/formats.ts';
import { FileReader, pieces } from '../../packed/byte-reader.ts';
import { isPlain } from '../../packed/packing.ts';
import type { StopFlag } from '../../threads/signal.ts';
import { statedIn, type WantedHashes } from '../chain/stated-in.ts';
import type { ExportTrail } from './export-trails.ts';

/** Of a trail that has to be unpacked, so much is looked through. */
const unpackedAtMost = 256 << 20;

/** Which of the wanted hashes records of a trail of the file at `path` state; all of them where that is too much to look through. */
export function statedInTrail(
  path: string,
  { trail: { packing, detected } }: Pick<ExportTrail, 'trail'>,
  wanted: WantedHashes,
  stop: StopFlag,
): Promise<ReadonlySet<string>> {
  const { layout } = detected;
  const among = (blocks: Iterable<Buffer>) =>
    statedIn(splitterFor(layout)(observed(blocks, () => stop.check())), layout, wanted);
  return withInput(path, async (file) => {
    const reader = new FileReader(file, path);
    if (isPlain(packing)) return among(pieces(reader, 0, reader.size));
    const { bytes } = await sampleOf(reader, packing, stop, unpackedAtMost);
    return bytes.length === unpackedAtMost ? wanted.hashes : among([bytes]);
  });
}
