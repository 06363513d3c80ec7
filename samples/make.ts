import '../cli/guard.mjs';
import { parseArgs } from 'node:util';
import { withEngine } from '../cli/engine.ts';
import { reportError } from '../cli/exit.ts';
import { ensureBuilt } from '../cli/host/built.ts';
import { missed } from './inspect.ts';
import { makeSample } from './sample-case.ts';
import { tell } from './tell.ts';

const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });
const unstopped = new AbortController().signal;

try {
  await ensureBuilt(['checker'], (line) => console.log(line));
  const sample = await withEngine(unstopped, ({ client }) => makeSample(client, values.fresh));
  for (const line of tell(sample)) console.log(line);
  if (missed(sample.sightings).length > 0) process.exitCode = 1;
} catch (error) {
  process.exitCode = reportError(error);
}
