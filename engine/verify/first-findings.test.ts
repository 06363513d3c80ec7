import { describe, expect, it } from 'vitest';
import { type Finding, findingsListed } from '../../shared/domain/verification.ts';
import { FirstFindings } from './first-findings.ts';

const finding = (subject: string, line: number): Finding => ({
  ...{ axis: 'content', code: 'CHAIN_BREAK', message: 'it differs' },
  ...{ subject, line },
});

function found(...counts: readonly (readonly [subject: string, count: number])[]): FirstFindings {
  const first = new FirstFindings();
  for (const [subject, count] of counts)
    for (let line = 1; line <= count; line++) first.add(finding(subject, line));
  return first;
}

const countOf = (findings: readonly Finding[], subject: string) =>
  findings.filter((each) => each.subject === subject).length;

describe('of findings', () => {
  it('all are listed where there is room', () => {
    const listed = found(['source 1', 5], ['source 2', 3]).listed();
    expect(listed.map(({ subject, line }) => `${subject} ${line}`).at(-1)).toBe('source 2 3');
    expect(listed).toHaveLength(8);
  });

  it('one subject with very many leaves room for those of every other', () => {
    const listed = found(['source 1', 30_000], ['source 2', 2], ['source 3', 500]).listed();
    expect(listed).toHaveLength(findingsListed);
    expect(countOf(listed, 'source 2')).toBe(2);
    expect(countOf(listed, 'source 3')).toBe(100);
    expect(listed[0]).toMatchObject({ subject: 'source 1', line: 1 });
    expect(listed.at(-1)).toMatchObject({ subject: 'source 3', line: 100 });
  });

  it('no more are kept than can be listed twice, of however many subjects', () => {
    const many = found(...Array.from({ length: 400 }, (_, n) => [`source ${n}`, 200] as const));
    expect(many.all).toHaveLength(2 * findingsListed);
    expect(many.listed()).toHaveLength(findingsListed);
  });

  it('those that are taken back leave room for others', () => {
    const first = found(['source 1', findingsListed], ['source 2', 150]);
    first.withdraw(({ subject }) => subject === 'source 1');
    expect(first.all).toHaveLength(100);
    first.add(finding('source 2', 151));
    expect(first.listed()).toHaveLength(101);
  });
});
