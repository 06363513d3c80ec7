import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { inputKind } from '../../engine/verify/input-kind.ts';
import type { CaseInfo } from '../../shared/domain/case.ts';
import type { PackSources } from '../../shared/pack/lines.ts';
import { scopeWords } from '../../shared/pack/scope.ts';
import { withheldAnnotationWords } from '../../shared/pack/withheld-annotations.ts';
import { withCase, withEngine } from '../engine.ts';
import { type Exit, exit } from '../exit.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';

export function newCommand(run: Run): Command {
  return new Command('new')
    .description('create a case file')
    .argument('<case>', 'path of the case file, *.casebound')
    .requiredOption('--title <title>', 'name of the matter')
    .option('--examiner <name>', 'who creates the case')
    .option('--json', 'print one JSON document')
    .action((path: string, options: { title: string; examiner?: string; json?: boolean }) =>
      run((signal) =>
        withEngine(signal, async ({ client }) => {
          const { title, examiner } = options;
          const info = await client.call('case.create', { path, title, examiner });
          await print(options.json ? jsonDocument(info) : `Created ${printable(info.path)}`);
          return exit.clean;
        }),
      ),
    );
}

export function infoCommand(run: Run): Command {
  return new Command('info')
    .description('show what a case file or pack holds')
    .argument('<path>', 'a case file or a pack')
    .option('--json', 'print one JSON document')
    .action((path: string, { json }: { json?: boolean }) =>
      run(async (signal) => {
        if (existsSync(path) && inputKind(path) === 'pack') return packInfo(signal, path, json);
        return withCase(signal, path, 'read-only', async ({ client }) => {
          const info = await client.call('case.info', {});
          await print(json ? jsonDocument(info) : infoText(info));
          return exit.clean;
        });
      }),
    );
}

function packInfo(signal: AbortSignal, path: string, json: boolean | undefined): Promise<Exit> {
  return withEngine(signal, async ({ client }) => {
    const info = await client.call('pack.info', { path });
    await print(json ? jsonDocument(info) : packText(info));
    return exit.clean;
  });
}

function packText({ case: of, pack, sources }: PackSources): string {
  const facts = [
    ['Pack', `${pack.name} (number ${pack.number})`],
    ['Case', `${of.title}, ${of.uuid}`],
    ['Of', scopeWords(pack.scope)],
    ['Entries', String(pack.entries)],
    ['Records', `${pack.records}, ${pack.withheld} of them withheld, ${pack.masked} masked`],
    ...(pack.annotationsWithheld === undefined
      ? []
      : [['Withheld', withheldAnnotationWords(pack.annotationsWithheld)]]),
  ];
  const rows = sources.map(({ id, name, system, format, records, sha256 }) => [
    `Source ${id}`,
    name,
    `${system} ${format}`,
    `${records} records`,
    sha256,
  ]);
  const parts = [facts, rows].map((part) => aligned(part.map((row) => row.map(printable))));
  return [
    'Not checked: the following is what the pack says about itself. casebound verify checks it.',
    ...parts,
  ].join('\n\n');
}

function closingOf({ closed }: CaseInfo): [string, string][] {
  if (closed === null) return [];
  const { time, actor, reason } = closed;
  return [['Closed', `${time} by ${actor}${reason === null ? '' : `: ${reason}`}`]];
}

function infoText(info: CaseInfo): string {
  const { counts, period, verification } = info;
  const facts: [string, string][] = [
    ['Case', info.title],
    ['File', info.path],
    ['Created', `${info.created}${info.examiner ? ` by ${info.examiner}` : ''}`],
    ...closingOf(info),
    ['Schema', String(info.schemaVersion)],
    [
      'Entries',
      `${counts.entries} (${counts.duplicates} duplicates, ${counts.conflicts === 1 ? '1 conflict' : `${counts.conflicts} conflicts`}, ${counts.quarantined} quarantined)`,
    ],
    ['Period', period ? `${period.from} to ${period.to}` : 'no times'],
    ['Annotations', String(counts.annotations)],
    ['Custody', `${counts.custodyEvents} events`],
    [
      'Verified',
      verification
        ? `${verification.time}, ${verification.ok ? 'nothing fails' : `${verification.findingsTotal} findings`}`
        : 'not recorded yet',
    ],
  ];
  const sources = info.sources.map(({ id, name, system, format, entries, sha256 }) =>
    [`Source ${id}`, name, `${system} ${format}`, `${entries} entries`, sha256].map(printable),
  );
  const packs = info.packs.map(({ number, name, entries, sha256 }) =>
    [`Pack ${number}`, name, `${entries} entries`, sha256].map(printable),
  );
  return [facts.map((row) => row.map(printable)), sources, packs]
    .filter((rows) => rows.length > 0)
    .map(aligned)
    .join('\n\n');
}
