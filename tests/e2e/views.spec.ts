/**
 * Every view, panel and dialog: what axe finds (nothing), in both themes and at both ends of the range of widths, and
 * what a screen reader is given (`views/*.yml`). After an intended change `-- --update-snapshots` writes it anew;
 * read the difference as somebody who cannot see the page.
 */
import type { Locator, Page } from '@playwright/test';
import { findings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { otherViews, troubleViews } from './support/other_views.ts';
import { pictures } from './support/pictures.ts';
import { linkOf } from './support/relay.ts';
import { readsAs } from './support/tree.ts';
import { views } from './support/views.ts';

test.use({ today: '2025-06-19', viewport: { width: 1440, height: 900 } });
// Four analyses of a page are more than a test usually does.
test.describe.configure({ timeout: 180_000 });

async function looked(name: string, page: Page, show: () => Promise<Locator>): Promise<void> {
  const file = name.replace(/[^a-z]+/gi, '-').toLowerCase();
  await readsAs(await show(), file);
  expect(await findings(page, show)).toEqual([]);
  await pictures(page, file, show);
}

for (const { name, as, before, show } of [...views, ...troubleViews])
  test(name, async ({ open, plan, relay }) => {
    const world = { open, plan, relay };
    const person = await open(as ? linkOf(plan, as) : linkOf(plan, 'editor', 'seller'));
    const shown = (await before?.(person, world)) ?? person;
    await looked(name, shown.page, () => show(shown, world));
  });

for (const { name, before, show } of otherViews)
  test(name, async ({ page, open, plan, relay, today }) => {
    await page.clock.setFixedTime(new Date(`${today}T10:00:00`));
    const world = { open, plan, relay };
    await before?.(page, world);
    await looked(name, page, () => show(page, world));
  });
