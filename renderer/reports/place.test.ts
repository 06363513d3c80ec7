import { describe, expect, it, test } from 'vitest';
import {
  askedAbout,
  firstReportPlace,
  type ReportPlace,
  readReportPlace,
  scopeQuery,
  wishOf,
} from './place.ts';

const at = (part: Partial<ReportPlace>): ReportPlace => ({ ...firstReportPlace, ...part });

describe('a wish', () => {
  it('is none before the question, or before what it is about', () => {
    expect(wishOf(firstReportPlace)).toBeNull();
    expect(wishOf(at({ question: 'claim' }))).toBeNull();
    expect(wishOf(at({ question: 'claim', subjects: { claim: '', image: 'i' } }))).toBeNull();
  });

  it('is about the claim or the image that was chosen for its question, and leaves out none of its entries', () => {
    const place = at({ subjects: { claim: 'c', image: 'i' }, query: 'verdict:*' });
    expect(wishOf({ ...place, question: 'claim' })).toEqual({ question: 'claim', subject: 'c', query: '' });
    expect(wishOf({ ...place, question: 'image' })).toEqual({ question: 'image', subject: 'i', query: '' });
  });

  it('is narrowed by the query where it is about the case', () => {
    const place = at({ question: 'dsa-34-35', subjects: { claim: 'c', image: 'i' }, query: ' verdict:* ' });
    expect(wishOf(place)).toEqual({ question: 'dsa-34-35', subject: null, query: 'verdict:*' });
  });
});

test('a scope finds the entries that name the subject, whatever its name holds', () => {
  expect(scopeQuery({ question: 'claim', subject: 'a "b" OR -*', query: '' })).toBe(
    'case_id:"a \\"b\\" OR -*"',
  );
  expect(scopeQuery({ question: 'image', subject: 'i', query: '' })).toBe('image_id:i');
  expect(scopeQuery({ question: 'ai-act-50', subject: null, query: 'verdict:*' })).toBe('verdict:*');
});

test('a history leads to the question about it, whatever was asked before', () => {
  const before = at({ tab: 'check', step: 'export', question: 'dsa-34-35', query: 'verdict:*' });
  const place = askedAbout(before, 'claim', 'c');
  expect(place).toMatchObject({ tab: 'make', step: 'scope', question: 'claim', query: 'verdict:*' });
  expect(wishOf(place)).toEqual({ question: 'claim', subject: 'c', query: '' });
});

describe('a stored place', () => {
  const place = at({ step: 'answer', question: 'image', subjects: { claim: null, image: 'אבג' } });

  it('comes back as it was', () => {
    expect(readReportPlace(JSON.parse(JSON.stringify(place)))).toEqual(place);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'answer'],
    ['a step that is not known', { ...place, step: 'later' }],
    ['a subject that is no text', { ...place, subjects: { claim: 1, image: null } }],
    ['no searches', { ...place, searches: undefined }],
    ['a query that is not one', { ...place, query: 'confidence:>high' }],
  ])('begins anew from %s', (_, stored) => {
    expect(readReportPlace(stored)).toBeNull();
  });

  it('begins with the question where that is not known', () => {
    expect(readReportPlace({ ...place, question: 'gdpr-22' })).toEqual({
      ...place,
      question: null,
      step: 'question',
    });
  });
});
