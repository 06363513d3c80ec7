import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../run/process.ts';

/** One command of a `console` block, as a page shows it. */
export interface ShownCommand {
  readonly command: string;
  /** What it must end with: `exit N` at the end of a comment behind the command, otherwise 0. */
  readonly code: number;
  /** What the page shows below it. Nothing where the page shows nothing; then nothing is compared. */
  readonly output: readonly string[];
}

/** The bodies of a page's fenced blocks of one language. */
export function blocks(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, body]) => body as string,
  );
}

/** The commands of a page's `console` blocks, in order. */
export function shownCommands(page: string): ShownCommand[] {
  return blocks(page, 'console').flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((shown) => {
        const [line = '', ...output] = shown.trimEnd().split('\n');
        const [, code = '0'] = /# (?:.*: )?exit (\d+)$/.exec(line) ?? [];
        return { command: line, code: Number(code), output };
      }),
  );
}

/** Whether what was printed is what the page shows; `…` on the page stands for anything, alone on a line for any lines. */
export function matchesShown(shown: readonly string[], printed: string): boolean {
  const pattern = shown
    .map((line) => (line === '…' ? '(?:.*\n)*?' : `${line.split('…').map(escaped).join('.*')}[ \\r]*\n`))
    .join('');
  return new RegExp(`^${pattern}$`).test(printed.endsWith('\n') ? printed : `${printed}\n`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export interface Outcome {
  readonly code: number | null;
  /** Standard output and standard error, as a terminal would show them. */
  readonly printed: string;
}

/** Runs a command as a shell would in `folder`, `casebound` being this checkout's. */
export function runShown(command: string, folder: string): Promise<Outcome> {
  const program = join(root, 'cli/main.mjs');
  const script = `casebound() { "${process.execPath}" "${program}" "$@"; }\n${command}\n`;
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', `{ ${script} } 2>&1`], {
      cwd: folder,
      env: {
        ...process.env,
        XDG_CONFIG_HOME: folder,
        CASEBOUND_PASSPHRASE: 'correct horse battery staple',
        // Halves the time to start, which is most of what these commands take.
        NODE_COMPILE_CACHE: join(root, '.cache/node-compile'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      printed += piece;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, printed }));
  });
}
