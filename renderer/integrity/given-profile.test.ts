import { expect, test } from 'vitest';
import { deepintshield } from '../../shared/chain/catalogue.ts';
import { noProfile, own, readProfileText, wishedProfile } from './given-profile.ts';

test('a profile is found unless one is given', () => {
  expect(wishedProfile(noProfile)).toBeUndefined();
  expect(wishedProfile({ choice: 'jcs', text: '' })).toBe('jcs');
});

test('one that was written down is taken as it is written', () => {
  expect(wishedProfile({ choice: own, text: JSON.stringify(deepintshield) })).toEqual(deepintshield);
  expect(wishedProfile({ choice: own, text: '{"name":"x"}' })).toBeNull();
});

test('what is wrong with it is said with its place', () => {
  expect(readProfileText('{')).toMatch(/not JSON/);
  expect(readProfileText('[]')).toMatch(/^it: /);
  const wrong = { ...deepintshield, algorithm: 'md5' };
  expect(readProfileText(JSON.stringify(wrong))).toMatch(/^algorithm: /);
  const { preimage } = deepintshield;
  const covering = {
    ...deepintshield,
    preimage: { ...preimage, entry: { ...preimage.entry, omit: [] } },
  };
  expect(readProfileText(JSON.stringify(covering))).toMatch(/^preimage\.entry\.omit: .*cannot cover itself/);
});

test('a name in it that turns text around is shown, not obeyed', () => {
  expect(readProfileText('{"\u202e": 1}')).not.toContain('\u202e');
});
