import type { Command } from 'commander';
import { placedFaults } from '../shared/contract/invalid-input.ts';
import { type Redaction, type RedactionRule, redactionSchema } from '../shared/contract/redaction.ts';
import { plainly } from '../shared/schema/fault-words.ts';
import { givenJson } from './given-file.ts';
import { usageFaults } from './usage.ts';

const usage = usageFaults('nothing was written');

/** An option that makes a redaction rule, or adds to one, as given. */
interface Said {
  readonly option: 'withhold' | 'mask' | 'maskQuery' | 'basis' | 'reason';
  readonly text: string;
}

/** The options of redaction. They may be repeated, and their order matters. */
export function redactionOptions(command: Command): { readonly command: Command; readonly said: Said[] } {
  const said: Said[] = [];
  const take = (option: Said['option']) => (text: string) => {
    said.push({ option, text });
    return text;
  };
  return {
    said,
    command: command
      .option(
        '--withhold <query>',
        'withhold the entries that match, except for their place in the proofs; may be repeated',
        take('withhold'),
      )
      .option('--mask <fields>', 'fields to mask, separated by commas; may be repeated', take('mask'))
      .option(
        '--mask-query <query>',
        'limit the --mask before it to the entries that match',
        take('maskQuery'),
      )
      .option(
        '--basis <text>',
        'basis of the --withhold or --mask before it, such as a privilege',
        take('basis'),
      )
      .option('--reason <text>', 'why it is held back; once for all, or once for each', take('reason'))
      .option('--redactions <file>', 'a JSON list of rules for what is held back'),
  };
}

/** @throws AppError INVALID_INPUT, FILE_UNREADABLE */
export function redactionOf(said: readonly Said[], file: string | undefined): Redaction {
  return [...(file === undefined ? [] : rulesIn(file)), ...rulesSaid(said)];
}

type Draft = { [K in keyof RedactionRule]?: RedactionRule[K] } & { fields?: string[] };

function rulesSaid(said: readonly Said[]): RedactionRule[] {
  const rules: Draft[] = [];
  const reasons: string[] = [];
  for (const { option, text } of said) {
    if (option === 'withhold') rules.push({ kind: 'withhold', query: text });
    else if (option === 'mask') rules.push({ kind: 'mask', fields: text.split(',') });
    else if (option === 'reason') reasons.push(text);
    else if (option === 'basis') ruleFor(rules, '--basis').basis = text;
  }
  addQueries(said, rules);
  if (reasons.length === 0 && rules.length === 0) return [];
  if (reasons.length !== 1 && reasons.length !== rules.length)
    throw usage(
      'what stays back has a reason',
      'give --reason TEXT with --withhold or --mask: once for all of them, or once for each',
    );
  if (rules.length === 0)
    throw usage('--reason gives a reason, but nothing is held back', 'add --withhold or --mask');
  return rules.map((rule, i) => ({ ...rule, reason: reasons[i] ?? reasons[0] }) as RedactionRule);
}

/** Each applies to the mask before it, or to the only mask, wherever that is. */
function addQueries(said: readonly Said[], rules: readonly Draft[]): void {
  const masks = rules.filter(({ kind }) => kind === 'mask');
  let seen = 0;
  for (const { option, text } of said) {
    if (option === 'mask') seen++;
    if (option !== 'maskQuery') continue;
    const mask = seen === 0 && masks.length === 1 ? masks[0] : masks[seen - 1];
    if (mask === undefined)
      throw usage(
        '--mask-query limits a --mask, but there is none before it',
        'put it after --mask FIELD,...',
      );
    if (mask.query !== undefined)
      throw usage('two --mask-query follow the same --mask', 'give one, or repeat --mask with each');
    mask.query = text;
  }
}

function ruleFor(rules: readonly Draft[], option: string): Draft {
  const rule = rules.at(-1);
  if (rule !== undefined) return rule;
  throw usage(
    `${option} is about the rule before it, and there is none`,
    'put it after --withhold or --mask',
  );
}

function rulesIn(path: string): Redaction {
  const read = redactionSchema.safeParse(givenJson(path, 'nothing was written'), plainly);
  if (read.success) return read.data;
  const [first] = placedFaults(read.error);
  throw usage(
    `${path} is no list of rules: ${first?.path || 'it'}: ${first?.message}`,
    'correct it there: docs/cli.md says what a rule holds',
  );
}
