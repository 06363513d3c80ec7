import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAnnotation } from '../../engine/annotation/annotate.ts';
import { generateKey } from '../../engine/keys/generate-key.ts';
import { openSigners } from '../../engine/seal/signers.ts';
import { filesOf } from '../../engine/seal/testing/forge.ts';
import { passphrase, SmallCase, trailLine } from '../../engine/seal/testing/small-case.ts';
import { seeded } from '../../samples/random.ts';
import { applicationSays, CheckerPage, programSays, type Said } from '../forgeries/checkers.ts';
import { forge, type Material } from '../forgeries/forgery.ts';

/** More by CASEBOUND_FORGERIES, as `npm run forgeries` does. */
const count = Number(process.env['CASEBOUND_FORGERIES'] ?? 25);

describe('forged packs', () => {
  let small: SmallCase;
  let page: CheckerPage;
  let material: Material;
  let sound: string;

  beforeAll(async () => {
    const lines = Array.from({ length: 12 }, (_, i) =>
      trailLine({ id: `log_${i}`, claim: i % 3 === 0 ? 'CLM-2' : 'CLM-1', minute: i }),
    );
    small = await SmallCase.make('Forged', [lines, lines.slice(4)]);
    addAnnotation(small.db, { on: { entryId: 'log_1' }, mark: { note: 'see' }, author: 'R' });
    sound = (await small.seal({ caseId: 'CLM-1' })).pack;
    const another = (await small.seal({ caseId: 'CLM-2' })).pack;
    const { path } = generateKey({ out: join(small.folder, 'other.key'), passphrase });
    const [pack, otherPack] = await Promise.all([sound, another].map((each) => filesOf(readFileSync(each))));
    material = {
      name: pack?.name ?? '',
      files: pack?.files ?? new Map(),
      otherFiles: otherPack?.files ?? new Map(),
      own: await openSigners({ key: small.key, passphrase }, new Date()),
      other: await openSigners({ key: path, passphrase }, new Date()),
    };
    page = await CheckerPage.open();
  });
  afterAll(async () => {
    await page.close();
    small.remove();
  });

  it('are not what a sound one is to any checker', async () => {
    expect(await applicationSays(sound)).toEqual([]);
    expect(await page.says(sound)).toEqual([]);
    expect(await programSays(sound)).toEqual([]);
  });

  it('are judged alike by the application, the page and the program', {
    timeout: 60_000 + count * 3000,
  }, async () => {
    const random = seeded(7);
    const disagreements: object[] = [];
    for (let n = 0; n < count; n++) {
      const { what, pack } = await forge(material, random);
      const path = join(small.folder, 'forged.zip');
      writeFileSync(path, pack);
      const [application, program, inPage] = await Promise.all([
        applicationSays(path),
        programSays(path),
        page.says(path),
      ]);
      if (JSON.stringify(inPage) !== JSON.stringify(application) || differ(application, program))
        disagreements.push({ n, what, application, inPage, program });
    }
    expect(disagreements).toEqual([]);
  });
});

/** Whether the program says otherwise of what it looks at too: not at the zip around the files, not at makers' hashes. */
function differ(application: Said, program: Said): boolean {
  if (application === 'unreadable' || program === 'unreadable') return application !== program;
  const common = application.filter((each) => !/^(content|linkage) | container$/.test(each));
  return common.length > 0 !== program.length > 0;
}
