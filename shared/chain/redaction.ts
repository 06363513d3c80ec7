import type { JsonNode } from '../json/parse.ts';

/** What systems write in the place of a text that they took out: the word, in any brackets or stars, or nothing but stars or bars. */
const marker =
  /^(?:[[(<{*#_ -]*(?:redacted|masked|removed|withheld|anonymi[sz]ed)[\])>}*#_ -]*|\*{3,}|[█■]{2,})$/i;
const longestMarker = 40;

/** Whether any text in an entry says that something was taken out of it. */
export function isRedacted(node: JsonNode): boolean {
  if (node.kind === 'string') return node.value.length <= longestMarker && marker.test(node.value);
  if (node.kind === 'array') return node.items.some(isRedacted);
  return node.kind === 'object' && node.members.some(({ value }) => isRedacted(value));
}
