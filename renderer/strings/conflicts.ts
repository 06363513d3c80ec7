import type { ComparedField } from '../../shared/domain/conflict.ts';
import { counted, countText } from '../text/numbers.ts';

export const conflicts = {
  title: 'Conflicts',
  none: 'No conflicts',
  noneHelp: 'No two entries of this case have the same id and different bytes.',
  loading: 'Reading the conflicts',
  comparing: 'Comparing the two entries',
  amount: (count: number) =>
    `${counted(count, 'entry has', 'entries have')} the same id as an earlier entry and different bytes. Both are kept; the entries alone do not show which one is right.`,
  first: 'First in the case',
  other: 'Later',
  at: (source: number, line: number) => `source ${countText(source)}, line ${countText(line)}`,
  field: 'Field',
  state: {
    same: 'same',
    different: 'differs',
    'only-first': 'only in the first',
    'only-other': 'only in the later',
  } satisfies Record<ComparedField['state'], string>,
  stateColumn: 'Outcome',
  absent: 'not there',
  differing: (count: number, of: number) =>
    count === 0
      ? 'No field differs: the bytes differ only in what carries no value, such as white space'
      : `${countText(count)} of ${counted(of, 'field')} ${count === 1 ? 'differs' : 'differ'}`,
  onlyDiffering: 'Only what differs',
  kinds: {
    text: 'text',
    number: 'number',
    boolean: 'boolean',
    null: 'null',
    object: 'object',
    array: 'array',
  },
  showBoth: 'Show both entries',
  showOne: 'Show this entry',
  compare: 'Compare side by side',
  compareTitle: 'Same id, different bytes',
  showAll: (count: number) => `Show all ${countText(count)} fields`,
};
