import { join } from 'node:path';
import { importTrail } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';
import { benchTrail } from '../trail.ts';

export const memoryScenario: Scenario = {
  about: 'peak resident memory of an import at half the size and at the whole',
  entries: 2_000_000,
  rounds: 1,
  run: runMemory,
};

async function runMemory({ trail, entries, directory }: Setting): Promise<Figure[]> {
  const half = await importTrail(join(directory, 'half.casebound'), benchTrail(entries / 2));
  const whole = await importTrail(join(directory, 'whole.casebound'), trail);
  return [
    {
      name: `peak at ${(entries / 2).toLocaleString('en')} entries`,
      value: half.peakMebibytes,
      unit: 'MiB',
      bound: 'under 600 at 1 M',
    },
    { name: `peak at ${entries.toLocaleString('en')} entries`, value: whole.peakMebibytes, unit: 'MiB' },
    {
      name: 'growth',
      value: whole.peakMebibytes / half.peakMebibytes,
      unit: 'x',
      bound: 'flat in file size',
    },
    { name: 'time at the whole / at half', value: whole.seconds / half.seconds, unit: 'x', bound: 'about 2' },
  ];
}
