import { Command } from 'commander';
import type { ContainerInfo, SkippedFile, SourceInfo } from '../../shared/domain/case.ts';
import type { ImportResult, UnappliedOption } from '../../shared/domain/import.ts';
import { AppError } from '../../shared/errors.ts';
import { withEngine } from '../engine.ts';
import { exit } from '../exit.ts';
import { readMappingFile } from '../mapping-file.ts';
import { aligned, jsonDocument, notice, print, printable } from '../output.ts';
import type { Run } from '../run.ts';

interface ImportOptions {
  readonly system?: string;
  readonly mapping?: string;
  readonly expectSha256?: string;
  readonly partial?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

export function importCommand(run: Run): Command {
  return new Command('import')
    .description('import files, folders and zips; creates the case if there is none')
    .argument('<case>', 'path of the case file')
    .argument('<paths...>', 'files, zips, or folders of them')
    .option('--system <name>', 'the system that wrote the entries, instead of detecting it')
    .option('--mapping <file>', 'a mapping file to use instead of the known or proposed mapping')
    .option('--expect-sha256 <hex>', 'refuse the file unless it has this SHA-256')
    .option('--partial', 'declare the source a selection: missing entries are not a gap')
    .option('--strict', 'exit with 1 if anything was quarantined, passed over, not checked or not applied')
    .option('--json', 'print one JSON document')
    .action(
      (
        into: string,
        paths: string[],
        { system, mapping: file, expectSha256, partial = false, strict, json }: ImportOptions,
      ) =>
        run((signal) =>
          withEngine(signal, async ({ client, watched }) => {
            refuseStandardInput(paths);
            const mapping = file === undefined ? undefined : readMappingFile(file);
            const result = await client.job(
              'import.run',
              { into, paths, system, mapping, expectSha256, partial },
              watched,
            );
            for (const line of unappliedLines(into, result)) notice(line);
            await print(json ? jsonDocument(result) : `${ledgerText(result)}${offerText(into, result)}`);
            return strict && !isWhole(result) ? exit.findings : exit.clean;
          }),
        ),
    );
}

/** @throws AppError INVALID_INPUT where a path is `-`, by which other programs mean standard input */
function refuseStandardInput(paths: readonly string[]): void {
  if (!paths.includes('-')) return;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: 'standard input is not imported: a source is a file that can be hashed and read again',
    safe: 'nothing was imported',
    next: 'write it to a file and import that; a file of this name is ./-',
  });
}

/**
 * A receipt proves something only if it left the machine before a dispute, so it is suggested right after an import.
 */
function offerText(path: string, { sources }: ImportResult): string {
  if (sources.every(({ entries, duplicates }) => entries + duplicates === 0)) return '';
  return `\n\nReceipt to hand out now, before any dispute: casebound checkpoint ${printable(path)} --out FILE`;
}

/** Options that were not applied beyond this are counted alone; `--json` lists all. */
const unappliedShown = 20;

/** What was asked of files that the case already has, what applies instead, and how to get what was asked for. */
function unappliedLines(path: string, { unapplied }: ImportResult): string[] {
  const lines = unapplied.slice(0, unappliedShown).map((each) => unappliedLine(path, each));
  const more = unapplied.length - lines.length;
  return more > 0
    ? [...lines, `... and ${more} more options that were not applied: --json lists them`]
    : lines;
}

function unappliedLine(
  path: string,
  { id, name, quarantined, option, asked, holds }: UnappliedOption,
): string {
  const have = `${printable(name)} is in the case already, as source ${id}: --${option} was not applied`;
  if (option === 'partial')
    return `${have}, and it is still taken as a whole trail; use verify --partial-source ${id}, or import it into a new case`;
  if (option === 'system') return `${have}, and it stays read as ${holds}; import it into a new case`;
  const other = asked === holds ? `the mapping ${holds} as it was then` : `the mapping ${holds}`;
  const reread =
    quarantined === 0
      ? ''
      : `, or read what was quarantined by it: casebound quarantine ${printable(path)} ${id} --reread --mapping FILE`;
  return `${have}, and it stays read by ${other}; import it into a new case${reread}`;
}

/**
 * Whether everything was imported as asked. A file of expected hashes has served its purpose once they were checked.
 */
function isWhole({ sources, skipped, hashes, unchecked, unapplied }: ImportResult): boolean {
  const used = new Set(hashes.map(({ by }) => by));
  const left = skipped.filter(({ name }) => !used.has(name)).length + unchecked.length + unapplied.length;
  return left === 0 && sources.every(({ quarantined }) => quarantined === 0);
}

/** Sources beyond this are summed up alone. */
const sourcesShown = 50;

/** Files passed over or not checked beyond this are counted alone; `--json` lists all. */
const leftShown = 100;

function ledgerText(result: ImportResult): string {
  const { sources, containers, skipped, unchecked } = result;
  const shown = sources.length > sourcesShown ? [] : sources.map((source) => sourceText(source, result));
  const parts = [
    ...containers.map((container) => containerText(container, result)),
    ...shown,
    ...(sources.length > 1 ? [totalText(sources)] : []),
    ...(skipped.length > 0 ? [leftText('Passed over', skipped)] : []),
    ...(unchecked.length > 0 ? [leftText('Expected hashes not checked', unchecked)] : []),
  ];
  return parts.join('\n\n');
}

function sourceText(source: SourceInfo, { hashes, unapplied }: ImportResult): string {
  const form = [source.system, source.format, ...(source.compression === null ? [] : [source.compression])];
  return facts([
    [`Source ${source.id}`, source.name],
    ['', `${form.join(', ')}, ${source.bytes} bytes`],
    ...(source.container === null ? [] : [['in', `container ${source.container}: ${source.member}`]]),
    ...(source.rereadOf === null ? [] : [['reads', `source ${source.rereadOf} again`]]),
    ['entries', String(source.entries)],
    ['duplicates', String(source.duplicates)],
    ['conflicts', String(source.conflicts)],
    ['quarantined', String(source.quarantined)],
    ['SHA-256', source.sha256],
    ...expected(source.id, hashes),
    ...unapplied.filter(({ id }) => id === source.id).map(({ option }) => ['not applied', `--${option}`]),
    ['Merkle root', source.merkleRoot],
  ]);
}

function containerText({ id, name, format, bytes, sha256 }: ContainerInfo, { hashes }: ImportResult): string {
  return facts([
    [`Container ${id}`, name],
    ['', `${format}, ${bytes} bytes`],
    ['SHA-256', sha256],
    ...expected(id, hashes),
  ]);
}

function expected(id: number, hashes: ImportResult['hashes']): string[][] {
  const by = hashes.filter((each) => each.id === id).map((each) => each.by);
  return by.length === 0 ? [] : [['', `as expected by ${by.join(', ')}`]];
}

function totalText(sources: readonly SourceInfo[]): string {
  const sum = (what: 'entries' | 'duplicates' | 'conflicts' | 'quarantined') =>
    String(sources.reduce((total, source) => total + source[what], 0));
  return facts([
    ['Together', `${sources.length} sources`],
    ['entries', sum('entries')],
    ['duplicates', sum('duplicates')],
    ['conflicts', sum('conflicts')],
    ['quarantined', sum('quarantined')],
  ]);
}

function leftText(what: string, files: readonly SkippedFile[]): string {
  const listed = files.slice(0, leftShown).map(({ name, reason }) => [`  ${name}`, reason]);
  const more = files.length - listed.length;
  const heading = `${what}: ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  return [heading, facts(listed), ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}

function facts(rows: readonly (readonly string[])[]): string {
  return aligned(rows.map((row) => row.map(printable)));
}

/** As an import prints it. */
export function oneSourceText(source: SourceInfo): string {
  return sourceText(source, {
    sources: [source],
    containers: [],
    skipped: [],
    hashes: [],
    unchecked: [],
    unapplied: [],
  });
}
