import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { outFault } from '../../engine/files/out-fault.ts';
import { version } from '../../engine/version.ts';
import type { Reuse } from '../../shared/contract/integrity-operations.ts';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { AppError } from '../../shared/errors.ts';
import { reportPages } from '../../shared/report/report-pages.ts';
import { chainInput } from '../chain-files.ts';
import { differenceText } from '../difference-text.ts';
import { withEngine } from '../engine.ts';
import { type Exit, exit } from '../exit.ts';
import { jsonDocument, print } from '../output.ts';
import { reportText } from '../report-text.ts';
import type { Run } from '../run.ts';
import { sourceId } from './extract.ts';

interface VerifyOptions {
  readonly partial?: boolean;
  readonly partialSource?: readonly string[];
  readonly state?: string;
  readonly quick?: boolean;
  readonly record?: boolean;
  readonly report?: string;
  readonly trust?: string;
  readonly against?: string;
  readonly tables?: boolean;
  readonly checkpoint?: string;
  readonly hmacKeyFile?: string;
  readonly profile?: string;
  readonly json?: boolean;
}

export function verifyCommand(run: Run): Command {
  return new Command('verify')
    .description('verify a case file, a pack or a bare export')
    .argument('<path>', 'a case file, a pack or an export')
    .option('--partial', 'declare every source a selection: missing entries are not a gap')
    .option('--partial-source <id>', 'declare this source a selection; may be repeated', collected)
    .option(
      '--report <file>',
      'write the report to a file, as pages of text to print; nothing is overwritten',
    )
    .option('--state <file>', 'continue from what this file holds, and keep the result in it')
    .option('--quick', 'with --state: rely on it without hashing the sources again')
    .option('--record', 'record the outcome in the case file, with a custody event')
    .option('--trust <file>', 'a file of known signers, one public key to a line, as in authorized_keys')
    .option('--tables', 'also make the tables of a pack again from its entries, and compare them')
    .option('--against <pack>', 'say how a pack differs from this other pack with the same scope')
    .option('--checkpoint <file>', 'receipts that left the case earlier, to compare it with')
    .option('--hmac-key-file <file>', "file with the key of the maker's chain; the key is not kept")
    .option('--profile <name|file>', "how the maker's chain was made; detected if omitted")
    .option('--json', 'print one JSON document')
    .action((path: string, options: VerifyOptions) =>
      run((signal) =>
        withEngine(signal, async ({ client, watched }) => {
          const { partial = false, partialSource, record = false, tables = false } = options;
          const { trust, checkpoint, json } = options;
          const selections = partialSource?.map(sourceId);
          const chain = chainInput(options.hmacKeyFile, options.profile);
          if (record) await client.call('case.open', { path, mode: 'full' });
          const report = await client.job(
            'verify.run',
            {
              path: record ? undefined : path,
              record,
              partial,
              selections,
              trust,
              tables,
              checkpoint,
              chain,
              ...stateWish(options),
            },
            watched,
          );
          if (options.report !== undefined) {
            const text = reportOf(path, report);
            // If custody records the verification, it records that the report left the case, too.
            if (record) await client.job('verify.report', { text, out: options.report }, watched);
            else writeReport(options.report, text);
          }
          const { against } = options;
          if (against === undefined) {
            await print(json ? jsonDocument(report) : reportText(report));
            return exitOf(report);
          }
          const difference = await client.job('pack.compare', { path, against }, watched);
          await print(
            json
              ? jsonDocument({ ...report, against: difference })
              : `${reportText(report)}\n\n${differenceText(difference)}`,
          );
          return difference.same ? exitOf(report) : exit.findings;
        }),
      ),
    );
}

/** @throws AppError if there is no earlier result to rely on */
function stateWish({ state, quick }: VerifyOptions): { state?: string; reuse?: Reuse } {
  if (state !== undefined) return { state, reuse: quick ? 'unread' : 'unchanged' };
  if (!quick) return {};
  throw new AppError({
    code: 'INVALID_INPUT',
    message: '--quick needs --state: it relies on what was derived before',
    safe: 'nothing was checked',
    next: 'name the file with --state, or verify without --quick',
  });
}

export function collected(id: string, before: readonly string[] = []): string[] {
  return [...before, id];
}

function reportOf(path: string, report: VerifyReport): string {
  return `${reportPages(report, { path, time: new Date().toISOString(), version })}\n`;
}

/** @throws AppError if a file already stands there, or if it cannot be written */
function writeReport(out: string, text: string): void {
  try {
    writeFileSync(out, text, { flag: 'wx' });
  } catch (error) {
    throw outFault(out, error);
  }
}

/** Exit 1 exactly when an axis fails. */
export function exitOf({ ok }: VerifyReport): Exit {
  return ok ? exit.clean : exit.findings;
}
