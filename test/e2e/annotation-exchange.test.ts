import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withCase } from '../../cli/engine.ts';
import { strings } from '../../renderer/strings.ts';
import type { Mark } from '../../shared/annotation/mark.ts';
import { accessibilityFaults } from './accessibility.ts';
import { importInto } from './casebound.ts';
import { type LaunchedHost, launchBrowser } from './hosts.ts';
import { fileSha256, Workspace } from './workspace.ts';

const workspace = new Workspace();
afterAll(() => workspace[Symbol.dispose]());
const mine = workspace.path('mine.casebound');
const theirs = workspace.path('theirs.casebound');
const { exporting, importing, conflicts } = strings.exchange;

const say = (path: string, author: string, ...marks: Mark[]) =>
  withCase(new AbortController().signal, path, 'review', ({ client }) =>
    client.call('annotation.addAll', { on: { query: 'verdict:ai_generated' }, marks, author }),
  );

describe('annotations of two copies, on the screen', () => {
  let host: LaunchedHost;
  beforeAll(async () => {
    await importInto(mine, workspace.trail('trail.ndjson', 300));
    copyFileSync(mine, theirs);
    await say(mine, 'Ada', { code: { field: 'relevance', value: 'hot' } });
    await say(
      theirs,
      'Bob \u202eevil',
      { code: { field: 'relevance', value: 'not relevant' } },
      { tag: '<b>🦊</b>' },
    );
    host = await launchBrowser(mine);
  });
  afterAll(() => host.close());

  it('are exported, with the hash of the file', async () => {
    const { page } = host;
    await page.getByRole('button', { name: exporting.open }).click();
    const dialog = page.getByRole('dialog', { name: exporting.title });
    const out = workspace.path('mine.ndjson');
    await dialog.getByRole('textbox', { name: exporting.file }).fill(out);
    await dialog.getByRole('button', { name: exporting.start, exact: true }).click();
    await dialog.getByText('1 annotation on').waitFor();
    await dialog.getByText(await fileSha256(out)).waitFor();
    await dialog.getByRole('button', { name: strings.close }).last().click();
  });

  it('are looked at before they are imported, conflicts side by side', async () => {
    const { page } = host;
    const file = workspace.path('theirs.ndjson');
    await withCase(new AbortController().signal, theirs, 'read-only', ({ client }) =>
      client.job('annotation.export', { out: file }),
    );
    await page.getByRole('button', { name: importing.open }).click();
    const dialog = page.getByRole('dialog', { name: importing.title });
    await dialog
      .getByRole('textbox', { name: importing.file })
      .fill(join(workspace.directory, 'absent.ndjson'));
    await dialog.getByRole('button', { name: importing.look }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('textbox', { name: importing.file }).fill(file);
    await dialog.getByRole('button', { name: importing.look }).click();
    const conflict = dialog.getByRole('row', { name: /relevance/ });
    expect(await conflict.textContent()).toMatch(/hot[\s\S]*Ada[\s\S]*not relevant[\s\S]*Bob/);
    expect(await conflict.getByText(conflicts.holds).count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    // Nothing is merged yet.
    await withCase(new AbortController().signal, mine, 'read-only', async ({ client }) =>
      expect((await client.call('annotation.history', {})).total).toBe(1),
    );
  });

  it('are imported, told of, and there at once', async () => {
    const { page } = host;
    const dialog = page.getByRole('dialog', { name: importing.title });
    await dialog.getByRole('button', { name: importing.start(2) }).click();
    await dialog.getByText(importing.done(2)).waitFor();
    await dialog.getByRole('button', { name: strings.close }).last().click();
    await page.getByText('<b>🦊</b>').first().waitFor();
    await withCase(new AbortController().signal, mine, 'read-only', async ({ client }) =>
      expect((await client.call('annotation.history', {})).total).toBe(3),
    );
  });
});
