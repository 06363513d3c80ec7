import type { Command } from 'commander';
import type { Run } from './run.ts';

type LoadCommand = () => Promise<(run: Run) => Command>;

/**
 * By name, in the order of the help. Each is loaded only when it is called: loading them all takes longer than most
 * of them run.
 */
export const commands: Readonly<Record<string, LoadCommand>> = {
  new: async () => (await import('./commands/case.ts')).newCommand,
  detect: async () => (await import('./commands/detect.ts')).detectCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  sync: async () => (await import('./commands/sync.ts')).syncCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  checkpoint: async () => (await import('./commands/checkpoint.ts')).checkpointCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
  query: async () => (await import('./commands/query.ts')).queryCommand,
  facets: async () => (await import('./commands/query.ts')).facetsCommand,
  terms: async () => (await import('./commands/terms.ts')).termsCommand,
  annotate: async () => (await import('./commands/annotate.ts')).annotateCommand,
  annotations: async () => (await import('./commands/annotations.ts')).annotationsCommand,
  layout: async () => (await import('./commands/layout.ts')).layoutCommand,
  views: async () => (await import('./commands/views.ts')).viewsCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
  keygen: async () => (await import('./commands/seal.ts')).keygenCommand,
  seal: async () => (await import('./commands/seal.ts')).sealCommand,
  timestamp: async () => (await import('./commands/timestamp.ts')).timestampCommand,
  signers: async () => (await import('./commands/signers.ts')).signersCommand,
  quarantine: async () => (await import('./commands/quarantine.ts')).quarantineCommand,
  extract: async () => (await import('./commands/extract.ts')).extractCommand,
  custody: async () => (await import('./commands/custody.ts')).custodyCommand,
  reindex: async () => (await import('./commands/reindex.ts')).reindexCommand,
  info: async () => (await import('./commands/case.ts')).infoCommand,
  close: async () => (await import('./commands/close.ts')).closeCommand,
  reopen: async () => (await import('./commands/close.ts')).reopenCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
};

/** The commands to load for a command line: the one it begins with, or all of them if help has to list them. */
export function asked(first: string | undefined): readonly LoadCommand[] {
  if (first === '--version' || first === '-V') return [];
  const load = first !== undefined && Object.hasOwn(commands, first) ? commands[first] : undefined;
  return load === undefined ? Object.values(commands) : [load];
}

/**
 * The arguments as they are parsed. If no command has that name, only the name is kept: otherwise `--help` would show
 * help for a command that does not exist.
 */
export function understood(args: readonly string[]): string[] {
  const named = args[0] === 'help' ? args[1] : args[0];
  if (named === undefined || named.startsWith('-') || Object.hasOwn(commands, named)) return [...args];
  return [named];
}
