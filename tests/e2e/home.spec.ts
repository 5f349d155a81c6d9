/** The first page: what it says of this browser's plans without opening them, and how it keeps many in order. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { PlanPage } from './support/plan_page.ts';
import { linkOf } from './support/relay.ts';

const TODAY = '2025-06-19';
test.use({ today: TODAY });

const plans = (page: Page) => page.getByRole('list', { name: 'Plans in this browser' }).getByRole('listitem');

/** Plans as an earlier visit left them in the browser's storage. */
async function withPlans(page: Page, address: string, titles: string[]): Promise<void> {
  await page.goto(address);
  await page.evaluate((titles) => {
    titles.forEach((title, at) => {
      const known = { plan: `made${at}`, secret: `key${at}`, title, opened_ms: at + 1 };
      localStorage.setItem(`coplan.plan.made${at}`, JSON.stringify(known));
    });
  }, titles);
  await page.reload();
}

test('a plan says how it stood: health, next step, days left', async ({ page, relay, plan }) => {
  await page.clock.setFixedTime(new Date(`${TODAY}T10:00:00`));
  const opened = new PlanPage(page, relay);
  await opened.visit(linkOf(plan, 'editor', 'seller'));
  await expect(page.getByRole('button', { name: /Worth a word/ })).toBeVisible();
  await page.getByRole('link', { name: 'Coplan, to your plans' }).click();
  const entry = plans(page).filter({ hasText: 'september' });
  await expect(entry).toContainText('Worth a word · next: Business case submitted to CFO, Wed 18 Jun · 52 working days left');

  await test.step('what was done since is not next any more', async () => {
    await entry.getByRole('link').click();
    await opened.ready();
    await opened.milestone('Business case submitted to CFO').setStatus('Done');
    await expect
      .poll(() => page.evaluate(() => Object.values({ ...localStorage }).some((kept) => kept.includes('"next":{"title":"Security'))))
      .toBe(true);
    await page.goto(relay.address);
    await expect(entry).toContainText('next: Security questionnaire submitted, Fri 20 Jun');
  });
});

test('an archived plan is out of the way, and comes back', async ({ page, relay, plan }) => {
  expect(plan.plan).toBeTruthy();
  await withPlans(page, relay.address, ['Old pilot', 'Quoting system']);
  await expect(plans(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Archive “Old pilot” in this browser' }).click();
  await expect(plans(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Put back' }).click();
  await expect(plans(page)).toHaveCount(2);

  await page.getByRole('button', { name: 'Archive “Old pilot” in this browser' }).click();
  await page.reload();
  await expect(plans(page)).toHaveCount(1);
  await page.getByText('Archived (1)').click();
  const archived = page.getByRole('list', { name: 'Archived plans' });
  await expect(archived.getByRole('link', { name: /Old pilot/ })).toBeVisible();
  await archived.getByRole('button', { name: 'Take “Old pilot” out of the archive' }).click();
  await expect(archived).toHaveCount(0);
  await expect(plans(page)).toHaveCount(2);
});

test('many plans are searched, the archived ones too', async ({ page, relay, plan }) => {
  expect(plan.plan).toBeTruthy();
  const titles = ['Quoting system', 'Data lake', 'Quoting for Fabrikam', 'Service desk', 'Portal', 'Payroll'];
  await withPlans(page, relay.address, titles.slice(0, 5));
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  await withPlans(page, relay.address, titles);
  await page.getByRole('button', { name: 'Archive “Quoting for Fabrikam” in this browser' }).click();
  const search = page.getByRole('searchbox', { name: 'Find a plan' });
  await search.fill('QUOT');
  await expect(plans(page)).toHaveCount(1);
  await expect(plans(page)).toContainText('Quoting system');
  await expect(page.getByRole('link', { name: /Quoting for Fabrikam/ })).toBeVisible();
  await search.fill('desk serv');
  await expect(plans(page)).toContainText('Service desk');
  await search.fill('zzz');
  await expect(page.getByText('No plan has that in its title.')).toBeVisible();
  await search.fill('');
  await expect(plans(page)).toHaveCount(5);
});

test('a plan that is taken off the list leaves nothing of itself behind', async ({ page, relay, plan }) => {
  const opened = new PlanPage(page, relay);
  await opened.visit(linkOf(plan, 'editor', 'buyer'));
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('coplan.standing.')).length);
  await expect.poll(kept).toBe(1);
  await page.goto(relay.address);
  await page.getByRole('button', { name: 'Take “september” off this list' }).click();
  await expect.poll(kept).toBe(0);
});
