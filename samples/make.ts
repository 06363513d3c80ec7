import '../cli/guard.mjs';
import { parseArgs } from 'node:util';
import { openEngine } from './engine.ts';
import { missed } from './inspect.ts';
import { makeSample } from './sample-case.ts';
import { tell } from './tell.ts';

const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });

const engine = openEngine();
try {
  const sample = await makeSample(engine.client, values.fresh);
  for (const line of tell(sample)) console.log(line);
  if (missed(sample.sightings).length > 0) process.exitCode = 1;
} finally {
  await engine.close();
}
