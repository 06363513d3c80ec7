import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptResults, type Result, shown } from './results.ts';

const page = join(import.meta.dirname, '../docs/benchmarks.md');

const introduction = `# Benchmarks

Written by \`npm run bench -- report\` from \`bench/results/\`; run a scenario with \`npm run bench -- SCENARIO [--entries N]\`.
Absolute times belong to the machine and the hour. What compares is the ratio between programs that took turns in one
run, with \`sha256sum\` of the same file as the yardstick. Each figure is the median of its rounds. The input is a seeded
itsreal trail as NDJSON (\`bench/trail.ts\`): about 537 bytes an entry, a claim for every 20 entries, an image for every three.
Where a machine is busy with other work, processor time says more than the clock; it is of all threads of the process.
No test asserts any of this.
`;

/** Writes docs/benchmarks.md from the kept results. */
export function writeReport(): void {
  writeFileSync(page, [introduction, ...keptResults().map(section)].join('\n'));
}

function section(result: Result): string {
  const { scenario, entries, inputBytes, date, machine, figures } = result;
  const rows = figures.map((figure) => `| ${figure.name} | ${shown(figure)} | ${figure.bound ?? ''} |`);
  return [
    `## ${scenario}, ${entries.toLocaleString('en')} entries (${Math.round(inputBytes / 1e6)} MB)`,
    '',
    `${date}, ${machine.processor}, ${machine.cores} cores, ${machine.memoryGibibytes} GiB, Node ${machine.node}`,
    '',
    '| figure | median | bound |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
