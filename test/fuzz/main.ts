import '../../cli/guard.mjs';
import { parseArgs } from 'node:util';
import { type Campaign, fileOf, type Outcome, runCampaign } from './campaign.ts';
import { seedFiles } from './seeds.ts';

const usage = 'npm run fuzz -- [--files N] [--format FORMAT] [--seed S] [--file NUMBER > FILE]';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    format: { type: 'string' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string' },
  },
});
const seeds = seedFiles();
const formats = values.format === undefined ? [...seeds.keys()] : [values.format];
const campaignOf = (format: string): Campaign => ({
  format,
  files: Number(values.files),
  seed: Number(values.seed),
  seeds,
});

if (formats.some((format) => !seeds.has(format)) || !(Number(values.files) > 0)) {
  console.error(`${usage}\nformats: ${[...seeds.keys()].join(', ')}`);
  process.exitCode = 2;
} else if (values.file !== undefined && values.format !== undefined) {
  process.stdout.write(fileOf(campaignOf(values.format), Number(values.file)).bytes);
} else {
  for (const format of formats) {
    const began = performance.now();
    const outcome = await runCampaign(campaignOf(format), (so) =>
      process.stderr.write(`\r${format} ${so.files} `),
    );
    process.stderr.write('\r');
    report(format, outcome, performance.now() - began);
    if (outcome.failures.length > 0) process.exitCode = 1;
  }
}

function report(format: string, outcome: Outcome, took: number): void {
  const { failures, ...figures } = outcome;
  const { files, bytes, taken, sources, refused, again, entries, duplicates, quarantined, slowest } = figures;
  console.log(
    [
      `${format}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${(took / 1000).toFixed(0)} s`,
      `${taken} taken (${sources} sources), ${refused} no trail, ${again} seen before`,
      `${entries} entries + ${duplicates} duplicates + ${quarantined} quarantined`,
      `slowest ${slowest.toFixed(0)} ms`,
      `${failures.length} failures`,
    ].join('; '),
  );
  for (const failure of failures.slice(0, 20)) console.log(`  ${failure}`);
}
