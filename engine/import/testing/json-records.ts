import type { Located } from '../split/located.ts';
import { splitJson } from '../split/split-json.ts';
import { inBlocks } from './blocks.ts';

/** What is found where the records stand at a path, in a source that comes in blocks cut at `cuts`. */
export const within = (
  source: Buffer | string,
  records: readonly string[],
  cuts: readonly number[] = [],
  limit?: number,
): Located[] => [...splitJson(inBlocks(Buffer.from(source), cuts), records, limit)];
/** The text of what is found, or its fault and text. */
export const found = (source: string, records: readonly string[] = []) =>
  within(source, records).map(({ bytes, offset, length, fault }) =>
    fault === null
      ? bytes.toString()
      : [fault, Buffer.from(source).toString('utf8', offset, offset + length)],
  );
