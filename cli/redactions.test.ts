import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { redactionOf, redactionOptions } from './redactions.ts';

function rules(...args: string[]) {
  const { command, said } = redactionOptions(new Command('seal'));
  command.parse(args, { from: 'user' });
  return redactionOf(said, command.opts<{ redactions?: string }>().redactions);
}

describe('what stays back, as the command line says it', () => {
  test('is a rule for each --withhold and --mask, in their order, with what follows each', () => {
    expect(
      rules(
        ...['--withhold', 'is:privileged', '--basis', 'attorney-client', '--reason', 'advice'],
        ...['--mask', 'note,/result/by', '--mask-query', 'id:a', '--reason', 'third party'],
        ...['--mask', 'ip', '--basis', 'Art. 5', '--reason', 'privacy'],
      ),
    ).toEqual([
      { kind: 'withhold', query: 'is:privileged', basis: 'attorney-client', reason: 'advice' },
      { kind: 'mask', fields: ['note', '/result/by'], query: 'id:a', reason: 'third party' },
      { kind: 'mask', fields: ['ip'], basis: 'Art. 5', reason: 'privacy' },
    ]);
    expect(rules()).toEqual([]);
  });

  test('has one reason for all, or one for each in their order', () => {
    const all = rules('--reason', 'r', '--withhold', 'a', '--mask-query', 'q', '--mask', 'note');
    expect(all).toEqual([
      { kind: 'withhold', query: 'a', reason: 'r' },
      { kind: 'mask', fields: ['note'], query: 'q', reason: 'r' },
    ]);
    const each = rules('--withhold', 'a', '--mask', 'note', '--reason', 'one', '--reason', 'two');
    expect(each.map(({ reason }) => reason)).toEqual(['one', 'two']);
  });

  test('is refused where something has nothing to be about', () => {
    expect(() => rules('--withhold', 'a')).toThrow('has a reason');
    expect(() => rules('--withhold', 'a', '--reason', 'r', '--reason', 's')).toThrow('has a reason');
    expect(() => rules('--reason', 'r')).toThrow('nothing is held back');
    expect(() => rules('--withhold', 'a', '--mask-query', 'q', '--reason', 'r')).toThrow('none before it');
    expect(() => rules('--basis', 'b', '--mask', 'a', '--reason', 'r')).toThrow('there is none');
    expect(() => rules('--mask', 'a', '--mask-query', 'q', '--mask-query', 'p', '--reason', 'r')).toThrow(
      'the same --mask',
    );
  });

  test('stands in a file too, before what the options say', () => {
    const folder = mkdtempSync(join(tmpdir(), 'casebound-rules-'));
    const file = join(folder, 'rules.json');
    try {
      const one = { kind: 'withhold', entryIds: ['log_1'], basis: 'b', reason: 'r' };
      writeFileSync(file, JSON.stringify([one]));
      expect(rules('--redactions', file, '--mask', 'note', '--reason', 's')).toEqual([
        one,
        { kind: 'mask', fields: ['note'], reason: 's' },
      ]);
      const wrong = (value: unknown) => {
        writeFileSync(file, JSON.stringify(value));
        return () => rules('--redactions', file);
      };
      expect(wrong([{ kind: 'mask', reason: 'r' }])).toThrow('[0].fields');
      expect(wrong([{ kind: 'withhold', reason: 'r' }])).toThrow('exactly one of');
      expect(wrong([{ ...one, query: 'a' }])).toThrow('exactly one of');
      expect(wrong([{ ...one, why: 'a' }])).toThrow('why');
      expect(wrong({ mask: { fields: ['a'] } })).toThrow('it: has to be a list');
      writeFileSync(file, '[');
      expect(() => rules('--redactions', file)).toThrow('is not JSON');
      expect(() => rules('--redactions', join(folder, 'none'))).toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
