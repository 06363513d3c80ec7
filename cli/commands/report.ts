import { extname } from 'node:path';
import { Command } from 'commander';
import {
  type ReportFormat,
  type ReportQuestion,
  type ReportWish,
  reportFormats,
  reportQuestions,
} from '../../shared/domain/guided-report.ts';
import { counted } from '../../shared/report/counted.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { jsonDocument, print, printable } from '../output.ts';
import { checkText } from '../report-check-text.ts';
import type { Run } from '../run.ts';
import { usageFaults } from '../usage.ts';

const usage = usageFaults('nothing was written');

interface ReportOptions {
  readonly caseId?: string;
  readonly imageId?: string;
  readonly query?: string;
  readonly out?: string;
  readonly check?: string;
  readonly record?: boolean;
  readonly json?: boolean;
}

export function reportCommand(run: Run): Command {
  return new Command('report')
    .description('write a guided report whose every figure has its query, or check one against the case')
    .argument('<case>', 'path of the case file')
    .argument('[question]', `what is asked: ${reportQuestions.join(', ')}`)
    .option('--case-id <id>', 'the claim, for the question claim')
    .option('--image-id <id>', 'the image, for the question image')
    .option('--query <query>', 'look only at the entries that match, for ai-act-50 and dsa-34-35')
    .option('--out <file>', 'where to write it: *.html, *.pdf, *.xlsx or *.json; nothing is overwritten')
    .option('--check <file>', 'instead, make the report in this file again, and compare')
    .option('--record', 'with --out: record it in the custody log')
    .option('--json', 'print one JSON document')
    .action((path: string, question: string | undefined, options: ReportOptions) =>
      run((signal) => {
        const { check } = options;
        return check === undefined
          ? written(signal, path, question, options)
          : checked(signal, path, question, { ...options, check });
      }),
    );
}

async function written(
  signal: AbortSignal,
  path: string,
  question: string | undefined,
  { out, record, json, ...options }: ReportOptions,
) {
  const wish = wishOf(question, options);
  if (out === undefined) throw usage('a report needs a file to be written to', 'name it with --out');
  const request = { ...wish, format: formatOf(out), out };
  return withCase(signal, path, record ? 'review' : 'read-only', async ({ client, watched }) => {
    const file = await client.job('report.export', request, watched);
    await print(
      json
        ? jsonDocument(file)
        : `Wrote ${counted(file.bytes, 'byte')} to ${printable(file.out)}\nSHA-256 ${file.sha256}`,
    );
    return exit.clean;
  });
}

async function checked(
  signal: AbortSignal,
  path: string,
  question: string | undefined,
  { check, json, ...options }: ReportOptions & { readonly check: string },
) {
  const given = [
    ...(question === undefined ? [] : ['the question']),
    ...Object.keys(options).map((name) => `--${name.replace('I', '-i')}`),
  ];
  if (given.length > 0)
    throw usage(
      `--check takes what is asked from the report: ${given.join(', ')} would have no effect`,
      'give --check alone',
    );
  return withCase(signal, path, 'read-only', async ({ client, watched }) => {
    const outcome = await client.job('report.check', { path: check }, watched);
    await print(json ? jsonDocument(outcome) : checkText(outcome));
    return outcome.same ? exit.clean : exit.findings;
  });
}

function wishOf(given: string | undefined, { caseId, imageId, query = '' }: ReportOptions): ReportWish {
  const question = questionOf(given);
  const subjects = { claim: caseId, image: imageId, 'ai-act-50': null, 'dsa-34-35': null };
  const subject = subjects[question];
  const option = { claim: '--case-id', image: '--image-id', 'ai-act-50': '', 'dsa-34-35': '' }[question];
  if (subject === undefined)
    throw usage(
      `a report on ${question === 'claim' ? 'a claim' : 'an image'} needs its id`,
      `name it with ${option}`,
    );
  for (const [name, value] of [
    ['--case-id', caseId],
    ['--image-id', imageId],
  ] as const)
    if (value !== undefined && name !== option)
      throw usage(`${name} is not for the question ${question}`, 'leave it out, or ask another question');
  return { question, subject, query };
}

function questionOf(given: string | undefined): ReportQuestion {
  const question = reportQuestions.find((each) => each === given);
  if (question !== undefined) return question;
  throw usage(
    given === undefined ? 'a report answers a question' : `there is no question ${JSON.stringify(given)}`,
    `ask one of ${reportQuestions.join(', ')}`,
  );
}

function formatOf(out: string): ReportFormat {
  const extension = extname(out).slice(1).toLowerCase();
  const format = reportFormats.find((each) => each === extension);
  if (format !== undefined) return format;
  throw usage(
    extension === '' ? `${out} has no extension` : `a report cannot be written as .${extension}`,
    `end the name in ${reportFormats.map((each) => `.${each}`).join(', ')}`,
  );
}
