import { defineConfig } from 'vitest/config';

const layers = '{shared,engine,cli,electron,renderer,samples,bench,test/run,test/fuzz,test/chains}';

const globalSetup = [new URL('test/run/built.ts', import.meta.url).pathname];
const setupFiles = [new URL('test/run/seed.ts', import.meta.url).pathname];

export default defineConfig({
  test: {
    // Two cores are what a build machine has; a suite that starts processes of its own takes more than its worker.
    maxWorkers: 2,
    // Threads that tests start strip types as those of the application do: see cli/compiled.mjs.
    execArgv: ['--import', new URL('cli/compiled.mjs', import.meta.url).href],
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${layers}/**/*.test.{ts,tsx}`],
          exclude: ['**/node_modules/**', '**/*.exploit.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          globalSetup,
          setupFiles,
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          globalSetup,
          setupFiles,
        },
      },
      {
        test: {
          name: 'security',
          include: ['test/security/**/*.test.ts', `${layers}/**/*.exploit.test.ts`],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          globalSetup,
          setupFiles,
        },
      },
      {
        test: {
          name: 'docs',
          include: ['test/docs/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          globalSetup,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          globalSetup,
        },
      },
      { test: { name: 'workbook', include: ['test/workbook/**/*.test.ts'], testTimeout: 180_000 } },
    ],
  },
});
