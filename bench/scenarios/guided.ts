import { join } from 'node:path';
import { type Cost, quantile } from '../measure.ts';
import { casebound, importTrail } from '../programs.ts';
import type { Figure } from '../results.ts';
import type { Scenario, Setting } from '../scenario.ts';

export const guidedScenario: Scenario = {
  about: 'make guided reports on a whole case, and check one, against verifying the case',
  entries: 1_000_000,
  rounds: 3,
  run: runGuided,
};

async function runGuided({ trail, directory, rounds }: Setting): Promise<Figure[]> {
  const caseFile = join(directory, 'bench.casebound');
  await importTrail(caseFile, trail);
  const costs: {
    readonly verified: Cost;
    readonly ofLabels: Cost;
    readonly ofRisks: Cost;
    readonly checked: Cost;
  }[] = [];
  for (let round = 0; round < rounds; round++) {
    const made = (question: string, out: string) => casebound('report', caseFile, question, '--out', out);
    const page = join(directory, `labels-${round}.html`);
    costs.push({
      verified: await casebound('verify', caseFile, '--json'),
      ofLabels: await made('ai-act-50', page),
      ofRisks: await made('dsa-34-35', join(directory, `risks-${round}.xlsx`)),
      checked: await casebound('report', caseFile, '--check', page),
    });
  }
  const median = (of: (cost: (typeof costs)[number]) => number) => quantile(costs.map(of));
  return [
    {
      name: 'casebound report ai-act-50, HTML',
      value: median(({ ofLabels }) => ofLabels.seconds),
      unit: 's',
    },
    { name: 'casebound report dsa-34-35, XLSX', value: median(({ ofRisks }) => ofRisks.seconds), unit: 's' },
    { name: 'casebound report --check', value: median(({ checked }) => checked.seconds), unit: 's' },
    {
      name: 'casebound verify, which is part of each',
      value: median(({ verified }) => verified.seconds),
      unit: 's',
    },
    {
      name: 'report ai-act-50 / verify',
      value: median(({ ofLabels, verified }) => ofLabels.seconds / verified.seconds),
      unit: 'x',
    },
    {
      name: 'report ai-act-50, processor time',
      value: median(({ ofLabels }) => ofLabels.cpuSeconds),
      unit: 's',
    },
    {
      name: 'peak resident memory',
      value: Math.max(
        ...costs.flatMap((cost) => Object.values(cost).map(({ peakMebibytes }) => peakMebibytes)),
      ),
      unit: 'MiB',
    },
  ];
}
