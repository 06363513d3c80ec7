import { AppError } from '../../../shared/errors.ts';
import type { PackReader } from '../../../shared/pack/reader.ts';

/** In bytes. Each piece comes from another process of the browser, which for a small one takes longer than its bytes. */
const pieceLength = 1 << 22;

/** Random access to a file that was given to the page. */
export function fileReader(file: File): PackReader {
  return {
    size: file.size,
    pieceLength,
    read: async (offset, length) => {
      try {
        return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
      } catch (cause) {
        throw new AppError(
          {
            code: 'FILE_UNREADABLE',
            message: `${file.name} cannot be read any more: it was changed, moved or is a folder`,
            safe: 'nothing was changed',
            next: 'choose it again',
          },
          { cause },
        );
      }
    },
  };
}
