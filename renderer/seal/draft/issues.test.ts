import { expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { newDraft, readDraft, type SealDraft } from './draft.ts';
import { type Facts, issuesOf, shownIssues } from './issues.ts';
import { newRule, rulesOf } from './rule-draft.ts';
import { scopeOf, scopesFrom } from './scopes.ts';
import { noSecrets } from './secrets.ts';

const habits = { lastPrefix: null, lastKey: '/keys/own.pem', newKey: '/cases/casebound-key.pem' };
const choices = { claim: 'CLM-1', image: '', query: '', selection: [] };
const draft: SealDraft = { ...newDraft(choices, habits), out: '/cases/pack.zip' };
const nothing = { value: null, error: null };
const facts: Facts = { scope: nothing, redaction: nothing, contents: nothing };
const secrets = { ...noSecrets, passphrase: 'correct horse' };
const fields = (changed: Partial<SealDraft>, with_ = facts) =>
  Object.values(issuesOf({ ...draft, ...changed }, secrets, with_)).flatMap((issues) => Object.keys(issues));

test('a claim, a known key and a passphrase are enough', () => {
  expect(fields({})).toEqual([]);
});

test('what is missing is not said before somebody wants to go on; what is wrong is', () => {
  const { redaction, numbers } = issuesOf(
    { ...draft, rules: [newRule('withhold', [])], bates: { on: true, prefix: '1A', start: '' } },
    secrets,
    facts,
  );
  expect(Object.keys(shownIssues(redaction, false))).toEqual([]);
  expect(Object.keys(shownIssues(redaction, true))).toEqual(['redaction.0.query', 'redaction.0.reason']);
  expect(Object.keys(shownIssues(numbers, false))).toEqual(['prefix']);
});

test('the engine’s refusal stands beside the field that it names', () => {
  const refused = (field: string) =>
    new AppError({ code: 'INVALID_INPUT', message: 'no', next: 'check it', details: { field } });
  const rules = [{ ...newRule('mask', []), fields: 'note', reason: 'third party' }];
  const at = 'redaction.0.fields';
  expect(fields({ rules }, { ...facts, redaction: { value: null, error: refused(at) } })).toEqual([at]);
  const taken = { value: null, error: refused('number') };
  expect(fields({ number: '3' }, { ...facts, contents: taken })).toContain('number');
});

const annotations = { events: 0, withheld: { tags: 0, coding: 0, notes: 0 } };

test('privileged entries go out only where somebody says so', () => {
  const redaction = {
    value: { entries: 3, withheld: 0, masked: 0, privilegedShown: 2, rules: [], annotations, first: [] },
    error: null,
  };
  expect(fields({}, { ...facts, redaction })).toEqual(['privileged']);
  expect(fields({ disclosing: true }, { ...facts, redaction })).toEqual([]);
});

test('a new key has a passphrase that was typed twice, and a pack a whole path', () => {
  expect(fields({ newKey: true, out: 'pack.zip' })).toEqual(['again', 'out']);
});

test('a draft comes back as it was kept, and nothing else does', () => {
  expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  expect(readDraft({ ...draft, kind: 'everything' })).toBeNull();
  expect(readDraft('x')).toBeNull();
});

test('what stays back is asked for only once its reason is given', () => {
  const mask = { ...newRule('mask', []), fields: ' note,\n/result/a ' };
  expect(rulesOf([mask], [])).toBeNull();
  const whole = { ...mask, reason: 'r' };
  expect(rulesOf([whole], [])).toEqual([{ kind: 'mask', fields: ['note', '/result/a'], reason: 'r' }]);
  const withhold = { ...newRule('withhold', [whole]), on: 'selection' as const, basis: ' b ', reason: 's' };
  expect(withhold.id).not.toBe(whole.id);
  expect(rulesOf([whole, withhold], [])).toBeNull();
  expect(rulesOf([whole, withhold], [4, 7])?.[1]).toEqual({
    kind: 'withhold',
    entries: [4, 7],
    basis: 'b',
    reason: 's',
  });
});

test('a selection is proposed before the claim of its first row', () => {
  const found = scopesFrom(undefined, 'verdict:x', [4, 7]);
  const { kind } = newDraft(found, habits);
  expect(scopeOf(kind, found)).toEqual({ selection: { entries: [4, 7] } });
  expect(scopeOf('claim', found)).toBeNull();
});
