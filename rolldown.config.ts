import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { type ConfigExport, defineConfig, type Plugin } from 'rolldown';
import { threadPlaces } from './engine/threads/entry.ts';

/**
 * The built application beside the renderer's pages: `dist/` mirrors the checkout, module by module, so that threads
 * are found beside the module that starts them. What npm installs with the application stays outside.
 */

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
};
const installed = Object.keys(dependencies);

function isExternal(id: string): boolean {
  return (
    id === 'electron' ||
    id.startsWith('node:') ||
    builtinModules.includes(id) ||
    installed.some((name) => id === name || id.startsWith(`${name}/`))
  );
}

/** What runs as it is: the entry's guard, which an old Node has to be able to parse, and the checker that packs carry. */
const plainEntries: Plugin = {
  name: 'plain-entries',
  generateBundle() {
    for (const file of ['cli/main.mjs', 'cli/guard.mjs', 'engine/seal/checkers/verify.py']) {
      this.emitFile({ type: 'asset', fileName: file, source: readFileSync(file) });
    }
  },
};

/** Started by their address and imported by none. */
const threads = Object.values(threadPlaces).map((place) => `engine/${place}.ts`);

const config: ConfigExport = defineConfig([
  {
    input: ['electron/main.ts', 'engine/host/desktop.ts', 'cli/main.ts', ...threads],
    platform: 'node',
    external: isExternal,
    plugins: [plainEntries],
    output: { dir: 'dist', format: 'esm', preserveModules: true, preserveModulesRoot: '.', sourcemap: true },
  },
  {
    // One file of CommonJS, which is all that Chromium's sandbox loads.
    input: 'electron/preload.ts',
    platform: 'browser',
    external: ['electron'],
    output: { file: 'dist/electron/preload.cjs', format: 'cjs', sourcemap: true },
  },
]);
export default config;
