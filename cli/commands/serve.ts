import { resolve } from 'node:path';
import { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { withCase } from '../engine.ts';
import { exit } from '../exit.ts';
import { ensureBuilt } from '../host/built.ts';
import { tell } from '../output.ts';
import type { Run } from '../run.ts';

interface Options {
  readonly port?: string;
  readonly open: boolean;
  readonly readOnly?: boolean;
  readonly review?: boolean;
}

export function serveCommand(run: Run): Command {
  return new Command('serve')
    .description('serve the review application to a browser on this machine')
    .argument('<case>', 'path of the case file')
    .option('--port <n>', 'the port to use; 0, the default, is any free one')
    .option('--read-only', 'no page can change a byte of the case')
    .option('--review', 'pages can annotate and export, not import or seal')
    .option('--no-open', 'print the address without opening a browser')
    .action((path: string, { port, open, readOnly, review }: Options) =>
      run(async (signal) => {
        await withCase(signal, path, 'read-only', async () => {});
        await ensureBuilt(['renderer', 'checker'], tell);
        const { serveInBrowser } = await import('../host/browser.ts');
        await serveInBrowser({
          startCase: resolve(path),
          mostMode: readOnly ? 'read-only' : review ? 'review' : 'full',
          port: port === undefined ? undefined : portOf(port),
          open,
          signal,
          say: (line) => process.stdout.write(`${line}\n`),
        });
        return exit.clean;
      }),
    );
}

/** 0 means any free port, as for sockets. */
function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port === 0) return undefined;
  if (port >= 1 && port <= 65_535) return port;
  throw new AppError({
    code: 'INVALID_INPUT',
    message: `${JSON.stringify(text)} is not a port`,
    safe: 'nothing was started',
    next: 'give a number from 1 to 65535, or 0 for any free port',
  });
}
