import type { Page } from 'playwright-core';
import { strings } from '../../renderer/strings.ts';

type Screen = keyof typeof strings.frame.screens;
export type Kind = 'sample' | 'hostile' | 'empty' | 'closed' | 'pack';

export interface Shot {
  readonly name: string;
  readonly on: Kind;
  /** From a page that has just been loaded to the state that is to be seen. `folder`: of the files beside the case. */
  readonly take: (page: Page, folder: string) => Promise<void>;
}

export async function go(page: Page, screen: Screen): Promise<void> {
  await page
    .getByRole('navigation', { name: strings.frame.rail })
    .getByRole('button', { name: strings.frame.screens[screen], exact: true })
    .click();
}

export async function review(page: Page, query = ''): Promise<void> {
  await go(page, 'review');
  await page.getByRole('combobox', { name: strings.query.label }).fill(query);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await rows(page).nth(1).waitFor();
  await page.waitForFunction(() => document.querySelector('.grid-stale, .skeleton') === null);
}

export const rows = (page: Page) => page.getByRole('grid', { name: strings.review.entries }).getByRole('row');
