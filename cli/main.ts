import { Command, CommanderError } from 'commander';
import { version } from '../engine/session/version.ts';
import { annotateCommand } from './commands/annotate.ts';
import { annotationsCommand } from './commands/annotations.ts';
import { infoCommand, newCommand } from './commands/case.ts';
import { checkpointCommand } from './commands/checkpoint.ts';
import { closeCommand, reopenCommand } from './commands/close.ts';
import { compareCommand } from './commands/compare.ts';
import { custodyCommand } from './commands/custody.ts';
import { detectCommand } from './commands/detect.ts';
import { extractCommand } from './commands/extract.ts';
import { importCommand } from './commands/import.ts';
import { layoutCommand } from './commands/layout.ts';
import { quarantineCommand } from './commands/quarantine.ts';
import { facetsCommand, queryCommand } from './commands/query.ts';
import { reindexCommand } from './commands/reindex.ts';
import { keygenCommand, sealCommand } from './commands/seal.ts';
import { serveCommand } from './commands/serve.ts';
import { signersCommand } from './commands/signers.ts';
import { syncCommand } from './commands/sync.ts';
import { termsCommand } from './commands/terms.ts';
import { timestampCommand } from './commands/timestamp.ts';
import { verifyCommand } from './commands/verify.ts';
import { viewsCommand } from './commands/views.ts';
import { whenToldToEnd } from './ending.ts';
import { type Exit, errorLine, exit, outputFault, reportError } from './exit.ts';
import { isReaderGone } from './output.ts';

const program = new Command('casebound')
  .description('Review AI-decision audit trails as evidence: import, verify, annotate, seal.')
  .version(version)
  .showHelpAfterError(false)
  .exitOverride()
  .configureOutput({ outputError: () => {} });

const stop = new AbortController();
let status: Exit = exit.clean;
/** Runs a command's work; what it gives is the status that the process ends with. */
export type Run = (work: (signal: AbortSignal) => Promise<Exit>) => Promise<void>;
const run: Run = async (work) => {
  status = await work(stop.signal);
};

for (const add of [
  newCommand,
  detectCommand,
  importCommand,
  syncCommand,
  verifyCommand,
  checkpointCommand,
  compareCommand,
  queryCommand,
  facetsCommand,
  termsCommand,
  annotateCommand,
  annotationsCommand,
  layoutCommand,
  viewsCommand,
  keygenCommand,
  sealCommand,
  timestampCommand,
  signersCommand,
  quarantineCommand,
  extractCommand,
  custodyCommand,
  reindexCommand,
  infoCommand,
  closeCommand,
  reopenCommand,
  serveCommand,
]) {
  // Each command says its own usage fault; the program has the one place that prints it.
  program.addCommand(
    add(run)
      .exitOverride()
      .configureOutput({ outputError: () => {} }),
  );
}

whenToldToEnd(() => stop.abort());
process.stdout.on('error', (error) => {
  if (!isReaderGone(error)) process.exit(reportError(outputFault(error)));
});
// Node would end with 1, which says that all was looked at.
process.on('uncaughtException', (error) => process.exit(reportError(error)));
// Nobody is left to tell; the exit code still says how it ended.
process.stderr.on('error', () => {});

// Run through npm, the shell's folder is not the process's; paths are meant from there.
if (process.env['npm_lifecycle_event'] === 'casebound' && process.env['INIT_CWD'])
  process.chdir(process.env['INIT_CWD']);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) status = usage(error);
  else if (!isReaderGone(error)) status = reportError(error);
}
process.exitCode = status;

function usage(error: CommanderError): Exit {
  if (error.exitCode === 0) return exit.clean;
  // A suggestion stands on a line of its own; an error here is one line.
  const said = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  const message = error.code === 'commander.help' ? 'no command was given' : said;
  const next =
    error.code === 'commander.unknownOption'
      ? 'see casebound --help; a query that begins with a dash goes behind -- or in parentheses'
      : 'see casebound --help';
  process.stderr.write(`${errorLine('INVALID_INPUT', message, next)}\n`);
  return exit.failed;
}
