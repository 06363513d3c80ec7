import { Command, CommanderError } from 'commander';
import { version } from '../engine/version.ts';
import { asked, understood } from './commands.ts';
import { whenToldToEnd } from './ending.ts';
import { exactArguments } from './exact-arguments.ts';
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
  for (const load of asked(process.argv[2])) {
    // Each command says its own usage fault; the program has the one place that prints it.
    const add = await load();
    program.addCommand(
      add(run)
        .exitOverride()
        .configureOutput({ outputError: () => {} }),
    );
  }
  await program.parseAsync(understood(exactArguments(process.argv.slice(2))), { from: 'user' });
} catch (error) {
  if (error instanceof CommanderError) status = usage(error);
  else if (!isReaderGone(error)) status = reportError(error);
}
process.exitCode = status;

function usage(error: CommanderError): Exit {
  if (error.exitCode === 0) return exit.clean;
  const message = error.code === 'commander.help' ? 'no command was given' : clause(error.message);
  process.stderr.write(`${errorLine('INVALID_INPUT', message, nextAfter(error.code))}\n`);
  return exit.failed;
}

/** A suggestion stands on a line of its own, a detail in a sentence of its own; an error here is one line. */
function clause(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(
      /^option '(--[a-z-]+).*' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/s,
      "$1 takes one of $3, not '$2'",
    )
    .replace(/\. Expected (.*)\.$/, ': expected $1');
}

function nextAfter(code: string): string {
  if (code === 'commander.unknownOption')
    return 'see casebound --help; a query that begins with a dash goes behind -- or in parentheses';
  if (code !== 'commander.unknownCommand') return 'see casebound --help';
  const group = program.commands.find((each) => each.name() === program.args[0]) ?? program;
  return `use one of: ${group.commands.map((each) => each.name()).join(', ')}`;
}
