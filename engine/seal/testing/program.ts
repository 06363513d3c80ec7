import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../checkers/verify.py');

/** The axes that fail by the program that packs carry. */
export function failingByProgram(pack: string): string[] {
  const { status, stdout, stderr } = spawnSync('python3', [program, pack, '--json'], { encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(`verify.py ended with ${status}: ${stderr}`);
  const { axes } = JSON.parse(stdout) as { axes: { axis: string; status: string }[] };
  return [...new Set(axes.filter((each) => each.status === 'fail').map(({ axis }) => axis))].sort();
}
