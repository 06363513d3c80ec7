import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../../samples/random.ts';
import { quantile } from '../measure.ts';
import { importTrail } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';

export const cancelScenario: Scenario = {
  about: 'from Ctrl+C during an import to the end of the process, at random moments',
  entries: 1_000_000,
  rounds: 12,
  run: runCancel,
};

const program = join(import.meta.dirname, '../../cli/main.mjs');

async function runCancel({ trail, directory, rounds }: Setting): Promise<Figure[]> {
  const { seconds } = await importTrail(join(directory, 'whole.casebound'), trail);
  const random = seeded(5);
  const latencies: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const caseFile = join(directory, `cancelled-${round}.casebound`);
    const child = spawn(process.execPath, [program, 'import', caseFile, trail], { stdio: 'ignore' });
    const end = once(child, 'exit');
    await sleep(500 + random.next() * (seconds - 1) * 1000);
    const asked = performance.now();
    child.kill('SIGINT');
    const [code] = await end;
    if (code !== 130 || existsSync(caseFile))
      throw new Error(`the import was not cancelled cleanly (${code})`);
    latencies.push(performance.now() - asked);
  }
  return [
    { name: 'Ctrl+C to the end of the process', value: quantile(latencies), unit: 'ms' },
    { name: 'the slowest', value: Math.max(...latencies), unit: 'ms', bound: 'answer within 200' },
  ];
}
