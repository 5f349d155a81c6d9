/** What a plan's first picture waits for, and what it does not (`xtask/src/cold`). */
import type { Page, Request } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { PIECES } from './support/pieces.ts';
import { PlanPage } from './support/plan_page.ts';
import { linkOf } from './support/relay.ts';

// What a worker fetches, no route of a test is asked about.
test.use({ serviceWorkers: 'block' });

const COLD = /coplan-app-piece-cold-/;

/** How often the page stood still until the cold half came. What a page does not wait for is held until `release`. */
async function waits(page: Page): Promise<{ waited: Request[]; release: () => void }> {
  const waited: Request[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(PIECES, async (route) => {
    if (route.request().resourceType() === 'xhr') waited.push(route.request());
    else await held;
    await route.continue();
  });
  return { waited, release };
}

for (const [role, side] of [['editor', 'seller'], ['editor', 'buyer'], ['viewer', 'buyer']] as const) {
  test(`a plan stands without the cold half: ${role}, ${side}`, async ({ page, relay, plan }) => {
    const { waited, release } = await waits(page);
    const link = plan.links.find((link) => link.role === role && (role === 'viewer' || link.side === side));
    await page.goto(relay.address + (link?.path ?? ''));
    const opened = new PlanPage(page, relay);
    await opened.ready();
    await expect(page.locator('[role=table] .row')).toHaveCount(11);
    expect(waited, 'functions that run now are in xtask/cold.txt: cargo xtask profile').toHaveLength(0);
    release();
    await expect(page.getByRole('button', { name: 'Share' }).or(page.getByText('You read this plan')).first()).toBeVisible();
  });
}

test('what needs the cold half before it is here waits for it', async ({ page, relay, plan }) => {
  const { waited, release } = await waits(page);
  await page.goto(relay.address + linkOf(plan, 'editor', 'seller').path);
  const opened = new PlanPage(page, relay);
  await opened.ready();
  const title = opened.milestone('Contract signed').title;
  await title.fill('Contract signed by both');
  await title.press('Enter');
  await expect.poll(() => waited.length).toBe(1);
  release();
  await expect(opened.milestone('Contract signed by both').row).toBeVisible();
});

test('where it cannot come, the page says that it has stopped', async ({ page, relay, plan }) => {
  await page.route(COLD, (route) => route.abort());
  await page.goto(relay.address + linkOf(plan, 'editor', 'seller').path);
  const opened = new PlanPage(page, relay);
  await opened.ready();
  await opened.milestone('Contract signed').title.fill('Contract signed by both');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('alert').filter({ hasText: 'Coplan has stopped' })).toBeVisible();
});
