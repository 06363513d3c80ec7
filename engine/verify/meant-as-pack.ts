import { isOfPack } from '../../shared/pack/pack-marks.ts';
import { withInput } from '../case/open-input.ts';
import { FileReader } from '../packed/byte-reader.ts';
import { zipContents } from '../packed/zip.ts';

/**
 * Whether a zip is to be checked as a pack. One mark is enough, so that a pack that others were taken from is still found
 * to lack them; so is a zip that cannot be read, whose damage its check then tells. Any other is an archive of exports,
 * which nothing promised to be a pack: to call it a broken one would be a false alarm.
 *
 * @throws AppError FILE_UNREADABLE
 */
export function isMeantAsPack(path: string): Promise<boolean> {
  return withInput(path, async (file) => {
    try {
      const { members, skipped } = await zipContents(new FileReader(file, path));
      const names = [...members, ...skipped].map(({ name }) => name);
      return names.length === 0 || names.some((name) => isOfPack(name));
    } catch {
      return true;
    }
  });
}
