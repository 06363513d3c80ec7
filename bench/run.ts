import '../cli/guard.mjs';
import { parseArgs } from 'node:util';
import { writeReport } from './report.ts';
import { keepResult, shown, thisMachine } from './results.ts';
import { inSetting, type Scenario } from './scenario.ts';
import { annotateScenario } from './scenarios/annotate.ts';
import { cancelScenario } from './scenarios/cancel.ts';
import { chainScenario } from './scenarios/chain.ts';
import { exportScenario } from './scenarios/export.ts';
import { folderScenario } from './scenarios/folder.ts';
import { grownScenario } from './scenarios/grown.ts';
import { guidedScenario } from './scenarios/guided.ts';
import { importScenario } from './scenarios/import.ts';
import { memoryScenario } from './scenarios/memory.ts';
import { reviewScenario } from './scenarios/review.ts';
import { sealScenario } from './scenarios/seal.ts';
import { syncScenario } from './scenarios/sync.ts';
import { verifyScenario } from './scenarios/verify.ts';

const scenarios: Readonly<Record<string, Scenario>> = {
  guided: guidedScenario,
  import: importScenario,
  folder: folderScenario,
  verify: verifyScenario,
  chain: chainScenario,
  grown: grownScenario,
  cancel: cancelScenario,
  memory: memoryScenario,
  review: reviewScenario,
  seal: sealScenario,
  sync: syncScenario,
  annotate: annotateScenario,
  export: exportScenario,
};

const usage = [
  'npm run bench -- SCENARIO [--entries N] [--rounds N]',
  ...Object.entries(scenarios).map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`),
  '  report   write docs/benchmarks.md from the kept results',
].join('\n');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { entries: { type: 'string' }, rounds: { type: 'string' } },
});
const [name = ''] = positionals;
const scenario = scenarios[name];

if (name === 'report') {
  writeReport();
} else if (scenario === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const entries = Number(values.entries ?? scenario.entries);
  const rounds = Number(values.rounds ?? scenario.rounds);
  const [{ inputBytes }, figures] = await inSetting(scenario, entries, rounds);
  for (const figure of figures) {
    console.log(`${figure.name.padEnd(36)} ${shown(figure).padStart(12)}   ${figure.bound ?? ''}`);
  }
  keepResult({
    scenario: name,
    entries,
    inputBytes,
    date: new Date().toISOString().slice(0, 10),
    machine: thisMachine(),
    figures,
  });
  writeReport();
}
