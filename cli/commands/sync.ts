import { Command } from 'commander';
import type { InputOf } from '../../shared/contract/operation.ts';
import type { Operations } from '../../shared/contract/operations.ts';
import type { Acquisition, SyncedSource, SyncResult, SyncSystem } from '../../shared/domain/sync.ts';
import { syncSystems } from '../../shared/domain/sync.ts';
import { readApiKey } from '../api-key.ts';
import { withCase, withEngine } from '../engine.ts';
import { type Exit, exit } from '../exit.ts';
import { aligned, jsonDocument, print, printable } from '../output.ts';
import type { Run } from '../run.ts';
import { connectionText, statementText } from '../sync-text.ts';
import { usageFaults } from '../usage.ts';
import { oneSourceText } from './import.ts';

const usage = usageFaults('nothing was sent');

interface SyncOptions {
  readonly system?: string;
  readonly baseUrl?: string;
  readonly from?: string;
  readonly to?: string;
  readonly filter: readonly string[];
  readonly entry?: string;
  readonly full?: boolean;
  readonly follow?: string | true;
  readonly apiKeyFile?: string;
  readonly caFile?: string;
  readonly test?: boolean;
  readonly list?: boolean;
  readonly keep?: string;
  readonly discard?: string;
  readonly json?: boolean;
}

/** Seconds between two requests while following. */
const usualFollow = 60;

export function syncCommand(run: Run): Command {
  return new Command('sync')
    .description("acquire entries from a vendor's API; creates the case if there is none")
    .argument('<case>', 'path of the case file')
    .option('--system <name>', `whose API it is: ${syncSystems.join(', ')}`)
    .option('--base-url <url>', 'where the API is, without /v1')
    .option('--from <time>', 'start of the period: a date, or a time with its offset')
    .option('--to <time>', 'end of the period; a date alone is its whole day in UTC')
    .option('--filter <name=value>', 'a parameter of the API; may be repeated', collect, [])
    .option('--entry <id>', 'one entry by its id, instead of a period')
    .option('--full', 'acquire everything in the period again, not only what is new')
    .option('--follow [seconds]', 'keep asking until stopped')
    .option('--api-key-file <file>', 'the API key; otherwise from CASEBOUND_API_KEY')
    .option('--ca-file <file>', 'certificates of additional authorities, PEM')
    .option('--test', 'only test address, certificate and key')
    .option('--list', 'list the acquisitions of the case, including unfinished ones')
    .option('--keep <id>', 'turn an unfinished acquisition into an incomplete source')
    .option('--discard <id>', 'drop what an unfinished acquisition has fetched')
    .option('--json', 'print one JSON document')
    .action((path: string, options: SyncOptions) =>
      run((signal) => {
        if (options.list) return listAcquisitions(signal, path, options);
        if (options.keep !== undefined) return keep(signal, path, options.keep, options);
        if (options.discard !== undefined) return discard(signal, path, options.discard);
        return withEngine(signal, async ({ client, watched }) => {
          const connection = connectionOf(options);
          if (options.test) {
            const tested = await client.call('sync.test', connection, { signal });
            await print(options.json ? jsonDocument(tested) : connectionText(tested));
            return exit.clean;
          }
          const wish = { ...connection, ...wishOf(options) };
          const result = await client.job('sync.run', { ...wish, into: path }, watched);
          return ended(result, options);
        });
      }),
    );
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

type SyncInput = InputOf<Operations['sync.run']>;

function connectionOf({
  system,
  baseUrl,
  apiKeyFile,
  caFile,
}: SyncOptions): InputOf<Operations['sync.test']> {
  const known = syncSystems.find((name) => name === system);
  if (known === undefined) {
    const said =
      system === undefined ? 'no system was named' : `${JSON.stringify(system)} is no system with an API`;
    throw usage(said, `use --system with one of: ${syncSystems.join(', ')}`);
  }
  if (baseUrl === undefined)
    throw usage('no base URL was given', 'use --base-url, such as https://api.example.com');
  return { system: known satisfies SyncSystem, baseUrl, key: readApiKey(apiKeyFile), caFile };
}

function wishOf({
  from,
  to,
  filter,
  entry,
  full,
  follow,
}: SyncOptions): Pick<SyncInput, 'from' | 'to' | 'filters' | 'entry' | 'full' | 'follow'> {
  const filters: Record<string, string[]> = {};
  for (const each of filter) {
    const at = each.indexOf('=');
    if (at < 1)
      throw usage(
        `--filter ${JSON.stringify(each)} is not name=value`,
        'write it like --filter verdict=ai_generated',
      );
    const name = each.slice(0, at);
    filters[name] = [...(filters[name] ?? []), each.slice(at + 1)];
  }
  const seconds = follow === undefined ? undefined : follow === true ? usualFollow : Number(follow);
  if (seconds !== undefined && !(seconds >= 1))
    throw usage('--follow takes a number of seconds', 'such as --follow 60');
  return { from, to, filters, entry, full, follow: seconds };
}

async function ended(result: SyncResult, { json }: SyncOptions): Promise<Exit> {
  await print(json ? jsonDocument(result) : syncedText(result));
  return result.sources.every(isClean) ? exit.clean : exit.findings;
}

function syncedText({ sources }: SyncResult): string {
  if (sources.length === 0) return 'Nothing new.';
  return sources.map((source) => `${oneSourceText(source)}\n\n${statementText(source)}`).join('\n\n');
}

/** Entries that arrived late are only reported; that others changed or vanished is a finding. */
function isClean({ complete, overlaps }: SyncedSource): boolean {
  return complete && overlaps.every(({ changed, vanished }) => changed + vanished === 0);
}

function listAcquisitions(signal: AbortSignal, path: string, { json }: SyncOptions): Promise<Exit> {
  return withCase(signal, path, 'read-only', async ({ client }) => {
    const acquisitions = await client.call('sync.list', {});
    await print(json ? jsonDocument(acquisitions) : listText(acquisitions));
    return exit.clean;
  });
}

function listText(acquisitions: readonly Acquisition[]): string {
  if (acquisitions.length === 0) return 'Nothing was acquired from an API.';
  const rows = acquisitions.map(({ id, source, system, origin, from, to, requests, complete }) => [
    String(id),
    source === null ? 'not done' : `source ${source}`,
    system,
    origin,
    `${from ?? 'the beginning'} to ${to}`,
    `${requests} ${requests === 1 ? 'request' : 'requests'}`,
    complete === null ? '' : complete ? 'complete' : 'not proven complete',
  ]);
  return aligned(rows.map((row) => row.map(printable)));
}

function keep(signal: AbortSignal, path: string, id: string, options: SyncOptions): Promise<Exit> {
  return withCase(signal, path, 'full', async ({ client, watched }) =>
    ended(await client.job('sync.keep', { acquisition: numberOf(id) }, watched), options),
  );
}

function discard(signal: AbortSignal, path: string, id: string): Promise<Exit> {
  return withCase(signal, path, 'full', async ({ client }) => {
    await client.call('sync.discard', { acquisition: numberOf(id) });
    return exit.clean;
  });
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw usage(
    `${JSON.stringify(text)} is not the number of an acquisition`,
    'see casebound sync CASE --list',
  );
}
