import { Command, CommanderError } from 'commander';
import { version } from '../engine/version.ts';
import { asked, understood } from './commands.ts';
import { whenToldToEnd } from './ending.ts';
import { exactArguments } from './exact-arguments.ts';
import { type Exit, errorLine, exit, outputFault, reportError } from './exit.ts';
import { isReaderGone } from './output.ts';
import { refuseDash } from './output-options.ts';
import type { Run } from './run.ts';

const program = new Command('casebound')
  .description('Review AI-decision audit trails as evidence: import, verify, annotate, seal.')
  .version(version)
  .showHelpAfterError(false)
  .hook('preAction', (_, called) => refuseDash(called))
  .exitOverride()
  .configureOutput({ outputError: () => {} });

const stop = new AbortController();
let status: Exit = exit.clean;
const run: Run = async (work) => {
  status = await work(stop.signal);
};

whenToldToEnd(() => stop.abort());
process.stdout.on('error', (error) => {
  if (!isReaderGone(error)) process.exit(reportError(outputFault(error)));
});
// Node would exit with 1, which means that everything was checked.
process.on('uncaughtException', (error) => process.exit(reportError(error)));
// Nobody can be told any more; the exit code still says how the command ended.
process.stderr.on('error', () => {});

// npm runs this in the folder of the package; paths are meant relative to the folder where npm was called.
if (process.env['npm_lifecycle_event'] === 'casebound' && process.env['INIT_CWD'])
  process.chdir(process.env['INIT_CWD']);

try {
  for (const load of asked(process.argv[2])) {
    const add = await load();
    program.addCommand(reportingHere(add(run)));
  }
  await program.parseAsync(understood(exactArguments(process.argv.slice(2))), { from: 'user' });
} catch (error) {
  if (error instanceof CommanderError) status = usage(error);
  else if (!isReaderGone(error)) status = reportError(error);
}
process.exitCode = status;

/**
 * Left alone, Commander prints a usage error where it finds it and exits with 1. Here all are printed in one place.
 */
function reportingHere(command: Command): Command {
  for (const inner of command.commands) reportingHere(inner);
  return command.exitOverride().configureOutput({ outputError: () => {} });
}

function usage(error: CommanderError): Exit {
  if (error.exitCode === 0) return exit.clean;
  const message = error.code === 'commander.help' ? 'no command was given' : clause(error.message);
  process.stderr.write(`${errorLine('INVALID_INPUT', message, nextAfter(error.code))}\n`);
  return exit.failed;
}

/** Commander puts a suggestion on a line of its own and details into a second sentence; here an error is one line. */
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
  const called = calledCommand();
  if (code === 'commander.unknownCommand')
    return `use one of: ${called.commands.map((each) => each.name()).join(', ')}`;
  const help = `see ${fullName(called)} --help`;
  const takesQuery = called.registeredArguments.some((each) => each.name() === 'query');
  return code === 'commander.unknownOption' && takesQuery
    ? `${help}; a query that begins with a dash goes behind -- or in parentheses`
    : help;
}

/** The innermost command that the arguments name, or the program itself. */
function calledCommand(): Command {
  let called: Command = program;
  for (const name of program.args) {
    const inner = called.commands.find((each) => each.name() === name);
    if (inner === undefined) break;
    called = inner;
  }
  return called;
}

/** As typed on a command line: `casebound annotations export`. */
function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
