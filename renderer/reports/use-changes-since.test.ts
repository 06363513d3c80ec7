import { expect, test } from 'vitest';
import { changesIn } from './use-changes-since.ts';

test('what changes nothing that a report says does not make it stale', () => {
  expect(changesIn([])).toBeNull();
  expect(changesIn(['open', 'export', 'verify', 'seal', 'close', 'reopen'])).toBeNull();
});

test('every other event does, also one of a later version, and each is named once', () => {
  expect(changesIn(['open', 'annotate', 'import', 'annotate', 'melted'])).toEqual({
    events: 4,
    actions: 'annotated, imported, melted',
  });
});
