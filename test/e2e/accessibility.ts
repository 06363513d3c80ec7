import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What axe-core finds against WCAG 2.2 A and AA: the rule, the first element and what it lacks. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`,
    );
  });
}

const themes = [
  { colorScheme: 'light', contrast: 'no-preference' },
  { colorScheme: 'dark', contrast: 'no-preference' },
  { colorScheme: 'light', contrast: 'more' },
] as const;

/** Expects that a page has no fault, each time in the next theme, so that each is met at several places. */
export function accessibleInTurns(): (page: Page) => Promise<void> {
  let looked = 0;
  return async (page) => {
    const media = themes[looked++ % themes.length];
    await page.emulateMedia(media ?? {});
    await expect
      .poll(() => accessibilityFaults(page), {
        timeout: 20_000,
        interval: 250,
        message: JSON.stringify(media),
      })
      .toEqual([]);
    await page.emulateMedia({ colorScheme: null, contrast: null });
  };
}
