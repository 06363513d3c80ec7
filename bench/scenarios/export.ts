import { join } from 'node:path';
import { type Cost, quantile } from '../measure.ts';
import { casebound, exceljs, importTrail } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';
import { benchTrail } from '../trail.ts';

export const exportScenario: Scenario = {
  about: 'write every entry as XLSX, CSV and NDJSON, and XLSX with the library alone: processor time',
  entries: 1_000_000,
  rounds: 1,
  run: runExport,
};

/** The library's workbook in memory takes so much of it that a tenth of the entries is what can be compared. */
const share = 10;

async function runExport({ trail, directory, rounds, entries }: Setting): Promise<Figure[]> {
  const caseFile = join(directory, 'bench.casebound');
  const tenth = join(directory, 'tenth.casebound');
  await importTrail(caseFile, trail);
  await importTrail(tenth, benchTrail(Math.round(entries / share)));
  const written = (from: string, format: string) =>
    casebound('query', from, '--format', format, '--out', join(directory, `out.${format}`));
  const plain = (mode: string, from: string) => exceljs(mode, from, join(directory, 'plain.xlsx'));
  const all: Record<'xlsx' | 'stream' | 'csv' | 'ndjson' | 'fewer' | 'memory', Cost>[] = [];
  for (let round = 0; round < rounds; round++) {
    all.push({
      xlsx: await written(caseFile, 'xlsx'),
      stream: await plain('stream', caseFile),
      csv: await written(caseFile, 'csv'),
      ndjson: await written(caseFile, 'ndjson'),
      fewer: await written(tenth, 'xlsx'),
      memory: await plain('memory', tenth),
    });
  }
  const figure = (
    name: string,
    unit: Figure['unit'],
    of: (costs: (typeof all)[number]) => number,
    bound?: string,
  ): Figure => ({ name, value: quantile(all.map(of)), unit, ...(bound === undefined ? {} : { bound }) });
  const fewer = Math.round(entries / share).toLocaleString('en');
  return [
    figure('XLSX, 21 columns: processor time', 's', ({ xlsx }) => xlsx.cpuSeconds),
    figure('XLSX, peak resident memory', 'MiB', ({ xlsx }) => xlsx.peakMebibytes, 'under 500'),
    figure('exceljs, rows committed one by one', 's', ({ stream }) => stream.cpuSeconds),
    figure('its peak resident memory', 'MiB', ({ stream }) => stream.peakMebibytes),
    figure('XLSX / exceljs, in time', 'x', ({ xlsx, stream }) => xlsx.cpuSeconds / stream.cpuSeconds),
    figure(`XLSX of ${fewer} entries, peak`, 'MiB', (costs) => costs.fewer.peakMebibytes),
    figure(`exceljs, workbook of ${fewer} entries in memory`, 's', ({ memory }) => memory.cpuSeconds),
    figure('its peak resident memory, of these', 'MiB', ({ memory }) => memory.peakMebibytes),
    figure('CSV', 's', ({ csv }) => csv.cpuSeconds),
    figure('CSV, peak resident memory', 'MiB', ({ csv }) => csv.peakMebibytes),
    figure('NDJSON, exact bytes', 's', ({ ndjson }) => ndjson.cpuSeconds),
    figure('NDJSON, peak resident memory', 'MiB', ({ ndjson }) => ndjson.peakMebibytes),
  ];
}
