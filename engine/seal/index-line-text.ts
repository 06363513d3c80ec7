import type { IndexLine } from '../../shared/pack/lines.ts';

/** A whole record's line of the index; undefined where it has no such field. */
export type WholeLine = { readonly [K in keyof Required<IndexLine>]: IndexLine[K] | undefined };

/** As JSON.stringify spells it, which for one of so many fields takes three times as long: there are as many as entries. */
export function indexLineText(line: WholeLine): string {
  const { n, source, ordinal, bates, related, file, offset, length, sourceOffset, content, salt, entryId } =
    line;
  const number = bates === undefined ? '' : `,"bates":${JSON.stringify(bates)}`;
  const reasons = related === undefined ? '' : `,"related":${JSON.stringify(related)}`;
  const place = `"file":${JSON.stringify(file)},"offset":${offset},"length":${length}`;
  const inSource = sourceOffset === undefined ? '' : `,"sourceOffset":${sourceOffset}`;
  const id = entryId === undefined ? '' : `,"entryId":${JSON.stringify(entryId)}`;
  return `{"n":${n},"source":${source},"ordinal":${ordinal}${number}${reasons},${place}${inSource},"content":"${content}","salt":"${salt}"${id}}`;
}
