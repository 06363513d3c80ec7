import { counted } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

export const viewWords = {
  open: 'Views',
  title: 'Saved views and past searches',
  saved: 'Saved views',
  none: 'No saved views in this case',
  save: 'Save this view',
  name: 'Name of the view',
  replace: 'Replace it',
  remove: (name: string) => `Remove the view ${visibleLine(name)}`,
  everything: 'all entries',
  past: 'Past searches',
  noPast: 'No searches yet',
  from: 'changed from the one before it',
  matched: (count: number) => counted(count, 'match', 'matches'),
  clear: 'Forget my searches',
  help: 'Query, columns, order and time zone; kept in the case file.',
} as const;
