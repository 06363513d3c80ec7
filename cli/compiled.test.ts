import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebound-compiled-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function start(cache: string | undefined) {
  const { NODE_COMPILE_CACHE: _, ...environment } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/main.mjs', '--version'], {
    cwd: root,
    env: cache === undefined ? environment : { ...environment, NODE_COMPILE_CACHE: cache },
    encoding: 'utf8',
  });
  return { status, stdout: stdout.replace(/\d+/g, 'n'), stderr };
}
const asEver = { status: 0, stdout: 'n.n.n\n', stderr: '' };

function kept(): string[] {
  return globSync('**/*', { cwd: folder })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

it('keeps compiled modules where it is told to, and does not believe what it finds there', () => {
  expect(start(folder)).toEqual(asEver);
  const files = kept();
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) writeFileSync(file, 'not what was kept');
  expect(start(folder)).toEqual(asEver);
});

it('starts where nothing can be kept', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(start(join(folder, 'file', 'in'))).toEqual(asEver);
});

it("keeps them in the checkout's own folder otherwise, and has its threads and processes do so too", () => {
  expect(start(undefined)).toEqual(asEver);
  const program = `
    import { getCompileCacheDir } from 'node:module';
    console.log(JSON.stringify([process.env.NODE_COMPILE_CACHE, getCompileCacheDir()]));`;
  const { NODE_COMPILE_CACHE: _, ...environment } = process.env;
  const { stdout } = spawnSync(
    process.execPath,
    ['--import', './cli/compiled.mjs', '--input-type=module', '--eval', program],
    { cwd: root, env: environment, encoding: 'utf8' },
  );
  const [told, used] = JSON.parse(stdout) as string[];
  const own = join(root, '.cache', 'compiled');
  expect(told).toBe(own);
  expect(used?.startsWith(own)).toBe(true);
});
