import { Command } from 'commander';
import { columns } from '../../shared/domain/columns.ts';
import type { Detection, DetectResult } from '../../shared/domain/import.ts';
import { AppError } from '../../shared/errors.ts';
import type { Mapping } from '../../shared/mapping/mapping.ts';
import { withEngine } from '../engine.ts';
import { exit } from '../exit.ts';
import { readMappingFile, writeMappingFile } from '../mapping-file.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';

interface DetectOptions {
  readonly system?: string;
  readonly mapping?: string;
  readonly mappingOut?: string;
  readonly json?: boolean;
}

export function detectCommand(run: Run): Command {
  return new Command('detect')
    .description('show what files hold and how they would be imported, without importing them')
    .argument('<paths...>', 'files, or folders of files')
    .option('--system <name>', 'the system that wrote the entries, instead of detecting it')
    .option('--mapping <file>', 'a mapping file to use instead of the known or proposed mapping')
    .option('--mapping-out <file>', 'write the mapping to a file, for editing; nothing is overwritten')
    .option('--json', 'print one JSON document')
    .action((paths: string[], { system, mapping: file, mappingOut, json }: DetectOptions) =>
      run((signal) =>
        withEngine(signal, async ({ client }) => {
          const mapping = file === undefined ? undefined : readMappingFile(file);
          const result = await client.call('import.detect', { paths, system, mapping }, { signal });
          if (mappingOut !== undefined) writeMappingFile(mappingOut, onlyMapping(result));
          await print(json ? jsonDocument(result) : detectedText(result));
          return exit.clean;
        }),
      ),
    );
}

/** The one mapping that all the files have in common. */
function onlyMapping({ files }: DetectResult): Mapping {
  const [first, ...others] = new Map(files.map(({ mapping }) => [JSON.stringify(mapping), mapping])).values();
  if (first !== undefined && others.length === 0) return first;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `the files have ${files.length === 0 ? 'no mapping' : 'different mappings'}, and a file holds one`,
    safe: 'nothing was written',
    next: 'name one of the files',
  });
}

function detectedText({ files, skipped, others }: DetectResult): string {
  const rest = others.map(
    ({ files: count, system, format, bytes }) =>
      `${count} more files: ${system}, ${format}, ${bytes} bytes in all`,
  );
  const passed = skipped.map(({ name, reason }) => `${name}: passed over: ${reason}`);
  return [...files.map(fileText), ...[...rest, ...passed].map(printable)].join('\n\n');
}

function fileText(file: Detection): string {
  const { name, system, format, encoding, compression, bytes, proposed, evidence, losses } = file;
  const form = [format, encoding, ...(compression === null ? [] : [compression]), `${bytes} bytes`].join(
    ', ',
  );
  const facts = [
    ['', `${system}${proposed ? ' (proposed: look at the columns)' : ''}, ${form}`],
    ...evidence.map((sentence, i) => [i === 0 ? 'because' : '', sentence]),
    ...losses.map((sentence, i) => [i === 0 ? 'lost' : '', sentence]),
  ];
  const rows = facts.map((row) => row.map(printable));
  return `${printable(name)}\n${aligned(rows)}\n${aligned(columnRows(file))}`;
}

/** Each column that the mapping names, where it comes from, and the first value that it would have. */
function columnRows({ mapping, preview }: Detection): string[][] {
  const mapped = columns.flatMap(({ name }) => {
    const formulas = mapping.columns[name];
    if (formulas === undefined) return [];
    const first = preview.map((row) => row[name]).find((value) => value !== null);
    return [[name, [formulas].flat().join(', else '), first === undefined ? '' : shortened(String(first))]];
  });
  return [['column', 'from', 'for instance'], ...mapped].map((row) => row.map(printable));
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
