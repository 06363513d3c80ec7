import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';
import { caseboundJson } from '../e2e/casebound.ts';
import type { Workspace } from '../e2e/workspace.ts';
import { go, review, type Shot } from './shot.ts';

const settled = (page: Page) =>
  page.waitForFunction(() => document.querySelector('[aria-busy="true"], .skeleton, .progress') === null);

/** A case that was closed for a reason that is longer than a line, and beside it case files that cannot be opened. */
export async function closedCase(workspace: Workspace, sample: string): Promise<string> {
  const path = workspace.path('closed.casebound');
  copyFileSync(sample, path);
  const reason = `Settled on 2 December; nothing is to change until the appeal period has run out. ${'Ask דוד first. '.repeat(9)}💥`;
  await caseboundJson(['close', path, '--reason', reason]);
  const bytes = readFileSync(sample);
  writeFileSync(workspace.path('cut off.casebound'), bytes.subarray(0, bytes.length >> 1));
  writeFileSync(workspace.path('no case.casebound'), 'a text that somebody gave another name');
  const future = workspace.path('future.casebound');
  copyFileSync(sample, future);
  const db = new Database(future);
  db.pragma('user_version = 99');
  db.close();
  return path;
}

const closed = (name: string, take: Shot['take']): Shot => ({
  name: `closed-${name}`,
  on: 'closed',
  take: async (page, folder) => {
    await take(page, folder);
    await settled(page);
  },
});

/** The start screen, once it was asked for a case that cannot be opened. */
const unopened = (name: string, file: string): Shot =>
  closed(`unopened-${name}`, async (page, folder) => {
    await page.getByRole('button', { name: strings.frame.close }).click();
    await page.getByRole('button', { name: strings.start.open }).click();
    const browser = page.getByRole('dialog');
    await browser.getByRole('textbox', { name: strings.files.folder }).fill(folder);
    await page.keyboard.press('Enter');
    await browser.getByRole('option', { name: file }).click();
    await browser.getByRole('button', { name: strings.files.open(1) }).click();
    await page.getByRole('alert').waitFor();
  });

const opened = (screen: 'case' | 'reports' | 'integrity' | 'packs'): Shot => ({
  name: `opened-pack-${screen}`,
  on: 'pack',
  take: async (page) => {
    await go(page, screen);
    await settled(page);
  },
});

/** What can be met and is not looked for: a closed case, one that does not open, a pack in the place of a case. */
export const stateShots: readonly Shot[] = [
  closed('case', (page) => go(page, 'case')),
  closed('review', (page) => review(page)),
  closed('reopen', async (page) => {
    await page.getByRole('button', { name: strings.frame.state(strings.frame.closed) }).click();
    await page.getByRole('menuitem', { name: strings.frame.reopenCase }).click();
    await page.getByRole('dialog').waitFor();
  }),
  unopened('cut', 'cut off.casebound'),
  unopened('other', 'no case.casebound'),
  unopened('future', 'future.casebound'),
  opened('case'),
  opened('reports'),
  opened('integrity'),
  opened('packs'),
];
