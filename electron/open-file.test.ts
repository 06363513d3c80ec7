import { expect, it } from 'vitest';
import { caseFileIn } from './open-file.ts';

it.each([
  [['casebound'], null],
  [['casebound', 'a.casebound'], '/home/x/a.casebound'],
  [['casebound', '/m/A.CASEBOUND'], '/m/A.CASEBOUND'],
  [['electron', '/checkout', '--inspect', 'a.casebound'], '/home/x/a.casebound'],
  [['casebound', 'a.casebound', 'b.casebound'], '/home/x/b.casebound'],
  [['casebound', '--log-file=x.casebound'], null],
  [['casebound', 'trail.ndjson'], null],
  [['/opt/my.casebound'], null],
])('finds in %j the case %s', (args, path) => {
  expect(caseFileIn(args, '/home/x')).toBe(path);
});
