import { cancelled } from '../../shared/errors.ts';
import { isOfPack } from '../../shared/pack/pack-marks.ts';
import { withInput } from '../files/open-input.ts';
import { FileReader } from '../packed/byte-reader.ts';
import { memberNames } from '../packed/zip.ts';

/**
 * Whether a zip is to be checked as a pack. One mark is enough, so that a pack that others were taken from is still found
 * to lack them; so is a zip whose directory cannot be read, whose damage its check then tells. Any other is an archive of
 * exports, which nothing promised to be a pack: to call it a broken one would be a false alarm. Of a pack the first name
 * tells, and no more of its directory is read here.
 *
 * @throws AppError FILE_UNREADABLE, CANCELLED
 */
export function isMeantAsPack(path: string, signal: AbortSignal): Promise<boolean> {
  return withInput(path, async (file) => {
    let isEmpty = true;
    try {
      for await (const name of memberNames(new FileReader(file, path))) {
        if (isOfPack(name)) return true;
        isEmpty = false;
        if (signal.aborted) break;
      }
    } catch {
      return true;
    }
    if (signal.aborted) throw cancelled('nothing was changed');
    return isEmpty;
  });
}
