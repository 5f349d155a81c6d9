/** The pieces of the app that come after the first picture. */
import type { Page } from '@playwright/test';

/** All of them, the cold half of the first module too. */
export const PIECES = /coplan-app-piece-/;
/** Those that bring what a page can do; without the cold half the page would stand still. */
export const LATER = /coplan-app-piece-split-/;

/**
 * They do not come before what this gives is called. Where a service worker fetches them no route of a test is asked:
 * `test.use({ serviceWorkers: 'block' })`.
 */
export async function holdBack(page: Page, pieces: RegExp): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(pieces, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}
