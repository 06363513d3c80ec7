/** The reference of the chain scenario: `chain-reference.ts TRAIL` parses, canonicalizes and hashes every entry, in one thread. */

import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { canonicalize } from '../shared/json/canonical.ts';

interface Chained {
  readonly entry_hash: string;
  readonly prev_hash: string;
}

let previous = '0'.repeat(64);
let entries = 0;
const [, , trail = ''] = process.argv;
for await (const line of createInterface({ input: createReadStream(trail, { highWaterMark: 1 << 20 }) })) {
  const { entry_hash: stated, ...entry } = JSON.parse(line) as Chained;
  if (entry.prev_hash !== previous || hash('sha256', canonicalize(entry)) !== stated) {
    throw new Error(`the chain breaks at entry ${entries}`);
  }
  previous = stated;
  entries++;
}
console.log(entries);
