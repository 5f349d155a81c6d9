/** Pictures of a view for people to look at: `COPLAN_PICTURES=folder cargo xtask e2e --only views`. */
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';

const FOLDER = process.env.COPLAN_PICTURES;
const WIDTHS = [320, 768, 1440];

/** One of each width and theme, of what the window shows. */
export async function pictures(page: Page, name: string, show: () => Promise<Locator>): Promise<void> {
  if (!FOLDER) return;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await show();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: join(FOLDER, `${name}-${width}-${colorScheme}.png`) });
    }
  }
}
