import type { JsonNode } from '../json/parse.ts';

/** What systems write in place of a redacted text: the word, in any brackets or stars, or only stars or bars. */
const marker =
  /^(?:[[(<{*#_ -]*(?:redacted|masked|removed|withheld|anonymi[sz]ed)[\])>}*#_ -]*|\*{3,}|[█■]{2,})$/i;
const longestMarker = 40;

/** Whether any text in an entry says that something was redacted. */
export function isRedacted(node: JsonNode): boolean {
  if (node.kind === 'string') return node.value.length <= longestMarker && marker.test(node.value);
  if (node.kind === 'array') return node.items.some(isRedacted);
  return node.kind === 'object' && node.members.some(({ value }) => isRedacted(value));
}
