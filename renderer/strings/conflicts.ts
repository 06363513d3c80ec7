import type { ComparedField } from '../../shared/domain/conflict.ts';
import { counted, countText } from '../text/numbers.ts';

export const conflicts = {
  title: 'Conflicts',
  none: 'Nothing is in conflict',
  noneHelp: 'No id stands in this case with different bytes.',
  loading: 'Reading the conflicts',
  comparing: 'Comparing the two entries',
  amount: (count: number) =>
    `${counted(count, 'entry carries', 'entries carry')} an id that an earlier entry has with other bytes. Both are kept; which one is right cannot be told from them.`,
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
  compareTitle: 'The same id with other bytes',
  showAll: (count: number) => `Show all ${countText(count)} fields`,
};
