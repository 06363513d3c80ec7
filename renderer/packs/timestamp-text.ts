import type { PackState } from '../../shared/contract/sealing-operations.ts';
import { strings } from '../strings.ts';
import { utcTimeText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

export function timestampText(timestamp: PackState['timestamp']): string {
  if (timestamp === null) return strings.receipt.noTimestamp;
  if ('fault' in timestamp) return strings.receipt.badTimestamp(timestamp.fault);
  return strings.receipt.timestamped(utcTimeText(timestamp.time), visibleLine(timestamp.authority));
}
