import { Command, CommanderError } from 'commander';
import { version } from '../engine/version.ts';
import { asked, understood } from './commands.ts';
import { whenToldToEnd } from './ending.ts';
import { exactArguments } from './exact-arguments.ts';
import { type Exit, errorLine, exit, outputFault, reportError } from './exit.ts';
import { isReaderGone } from './output.ts';
import type { Run } from './run.ts';

const program = new Command('casebound')
  .description('Review AI-decision audit trails as evidence: import, verify, annotate, seal.')
  .version(version)
  .showHelpAfterError(false)
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
// Node would end with 1, which says that all was looked at.
process.on('uncaughtException', (error) => process.exit(reportError(error)));
// Nobody is left to tell; the exit code still says how it ended.
process.stderr.on('error', () => {});

// Run through npm, the shell's folder is not the process's; paths are meant from there.
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

/** Commander prints a fault of usage where it finds it, and exits with 1; here one place prints them all. */
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
  const called = calledCommand();
  if (code === 'commander.unknownCommand')
    return `use one of: ${called.commands.map((each) => each.name()).join(', ')}`;
  const help = `see ${fullName(called)} --help`;
  const takesQuery = called.registeredArguments.some((each) => each.name() === 'query');
  return code === 'commander.unknownOption' && takesQuery
    ? `${help}; a query that begins with a dash goes behind -- or in parentheses`
    : help;
}

/** The innermost command that the arguments name: the program itself where they name none. */
function calledCommand(): Command {
  let called: Command = program;
  for (const name of program.args) {
    const inner = called.commands.find((each) => each.name() === name);
    if (inner === undefined) break;
    called = inner;
  }
  return called;
}

/** As it is typed: `casebound annotations export`. */
function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}
