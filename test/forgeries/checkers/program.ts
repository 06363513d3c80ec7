import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Said } from './said.ts';

const program = join(import.meta.dirname, '../../../engine/seal/checkers/verify.py');
const runner = join(import.meta.dirname, 'run-program.py');

interface Ended {
  /** Null where it ended by an exception. */
  readonly code: number | null;
  readonly printed: string;
  readonly said: string;
}

/** The program that packs carry, in one process of Python for many packs: its own `main` runs for each. */
export class CheckerProgram {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string>;

  constructor() {
    this.child = spawn('python3', [runner, program], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async says(path: string): Promise<Said> {
    this.child.stdin.write(`${path}\n`);
    const { done, value } = await this.answers.next();
    if (done) throw new Error('the process that runs verify.py has ended');
    return saidBy(JSON.parse(value) as Ended);
  }

  close(): void {
    this.child.stdin.end();
  }
}

/** The program as a person starts it. */
export function programSays(path: string): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn('python3', [program, path, '--json'], { stdio: 'pipe' });
    let printed = '';
    let said = '';
    child.stdout.on('data', (piece) => {
      printed += piece;
    });
    child.stderr.on('data', (piece) => {
      said += piece;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      try {
        resolve(saidBy({ code, printed, said }));
      } catch (error) {
        reject(error);
      }
    });
  });
}

function saidBy({ code, printed, said }: Ended): Said {
  if (code === 2) return 'unreadable';
  if (code !== 0 && code !== 1) throw new Error(`verify.py ended with ${code}: ${said}`);
  const { axes } = JSON.parse(printed) as { axes: { axis: string; status: string }[] };
  const found = axes.filter(({ status }) => status === 'fail').map(({ axis }) => axis);
  if ((code === 1) !== found.length > 0) throw new Error(`verify.py ended with ${code}, and ${found} fail`);
  return found;
}
