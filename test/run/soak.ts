import '../../cli/guard.mjs';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, run } from './process.ts';

const usage = 'npm run soak -- [--rounds N] [--seed S] [part of a test file’s path …]';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string' } },
});
const rounds = Number(values.rounds);
const first = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const files = globSync('{shared,engine,cli,electron,renderer,samples,test}/**/*.test.{ts,tsx}', { cwd: root })
  .filter((file) => readFileSync(join(root, file), 'utf8').includes("from 'fast-check'"))
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
  .sort();

if (!(rounds > 0) || !Number.isSafeInteger(first) || files.length === 0) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const failed: number[] = [];
  for (let seed = first; seed < first + rounds; seed++) {
    console.log(`seed ${seed}, ${files.length} files`);
    const code = await run(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=dot', ...files],
      { CASEBOUND_SEED: String(seed), NO_COLOR: '1' },
    );
    if (code !== 0) failed.push(seed);
  }
  console.log(
    failed.length === 0
      ? `${rounds} rounds from seed ${first}: nothing failed`
      : `failed with CASEBOUND_SEED=${failed.join(', ')}`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}
