import { copyFileSync } from 'node:fs';
import { casebound, caseboundJson } from '../e2e/casebound.ts';
import type { Workspace } from '../e2e/workspace.ts';
import { hostileChain, hostileTrail } from './hostile.ts';

/** Names as long as they may be, of every direction and of none. */
const authors = [
  `רות אוקפור \u202e${'the reviewer of the other copy '.repeat(5)}`.slice(0, 200),
  '<b>Ada</b> 👩‍⚖️🏳️‍🌈',
];
const passphrase = 'hostile passphrase';

/** What the pictures of a hostile case need beside it. */
export const hostileFiles = { annotations: 'the other copy אבג.ndjson', export: 'bare \u202etrail.ndjson' };

/** A case whose every text is what a screen could break on: entries, conflicts, annotations of two copies, a pack. */
export async function hostileCase(workspace: Workspace): Promise<string> {
  const path = workspace.path('<script>alert(1)<\u200eדוד👩‍👩‍👧.casebound'.replaceAll('/', ''));
  const trail = hostileTrail();
  const chain = workspace.write(`${'a chain of entries '.repeat(8)}\u202e.ndjson`, hostileChain());
  await caseboundJson(['import', path, workspace.write('hostile \u202etxt.ndjson', trail), chain]);
  const again = trail.replaceAll('"confidence":0.5', '"confidence":0.75');
  await caseboundJson(['import', path, workspace.write(`${'אבג '.repeat(24)}again 💥.ndjson`, again)]);
  workspace.write(hostileFiles.export, hostileChain());
  const other = workspace.path('other.casebound');
  copyFileSync(path, other);
  await say(path, authors[1] ?? '', `<img src=x onerror=alert(2)>${'long '.repeat(30)}`);
  await say(other, authors[0] ?? '', `דגל \u202e${'a tag that goes on '.repeat(6)}`.slice(0, 100));
  await caseboundJson(['annotations', 'export', other, workspace.path(hostileFiles.annotations)]);
  const key = workspace.path('key.pem');
  const environment = { CASEBOUND_PASSPHRASE: passphrase };
  const keygen = await casebound(['keygen', '--out', key, '--name', authors[1] ?? ''], { environment });
  if (keygen.code !== 0) throw new Error(keygen.stderr);
  const pack = workspace.path(`${'a pack of evidence '.repeat(6)}אבג.zip`);
  const sealing = ['seal', path, '--query', 'confidence:0.75', '--key', key, '--out', pack];
  const { code, stderr } = await casebound(sealing, { environment });
  if (code !== 0) throw new Error(stderr);
  return path;
}

async function say(path: string, author: string, tag: string): Promise<void> {
  const code = author === authors[0] ? 'relevance=hot' : 'relevance=not relevant';
  await caseboundJson(['annotate', path, '--query', '', '--tag', tag, '--code', code, '--author', author]);
}
