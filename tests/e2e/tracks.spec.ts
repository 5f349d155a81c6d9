/** Phases and functions: rolled up, each as a plan of its own, and put on milestones. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import type { PlanPage } from './support/plan_page.ts';

test.use({ today: '2025-06-19' });

const view = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const phases = (page: Page) => page.getByRole('list', { name: 'Phases' });

/** Adds a phase in the view of tracks. */
async function addPhase(plan: PlanPage, name: string): Promise<void> {
  await plan.page.getByRole('textbox', { name: 'Add a phase' }).fill(name);
  await plan.page.keyboard.press('Enter');
  await expect(phases(plan.page).getByRole('textbox', { name: `Name of ${name}` })).toBeVisible();
}

/** Puts a milestone into a phase in its cell. */
async function put(plan: PlanPage, title: string, phase: string): Promise<void> {
  await plan.milestone(title).row.getByRole('button', { name: `${title}: phase and function` }).click();
  await plan.page.getByRole('combobox', { name: 'Find or add a phase or function' }).fill(phase);
  await plan.page.getByRole('option', { name: new RegExp(`^${phase}`) }).first().click();
  await plan.page.keyboard.press('Escape');
}

async function twoPhases(plan: PlanPage): Promise<void> {
  await plan.page.setViewportSize({ width: 1440, height: 900 });
  await view(plan.page, 'Tracks');
  await addPhase(plan, 'Discovery');
  await addPhase(plan, 'Legal');
  await view(plan.page, 'Table');
  await put(plan, 'Discovery call complete', 'Discovery');
  await put(plan, 'Business case submitted to CFO', 'Discovery');
  await put(plan, 'CFO budget approval', 'Legal');
}

test('phases are rolled up: days, progress, health, what they wait for, who leads', async ({ seller, buyer }) => {
  const { page } = seller;
  await twoPhases(seller);
  await view(page, 'Tracks');
  const card = (name: string) => phases(page).getByRole('listitem').filter({ has: page.getByRole('textbox', { name: `Name of ${name}` }) });
  await expect(card('Discovery').getByText('1 of 2 done')).toBeVisible();
  await expect(card('Discovery').getByText('started', { exact: true })).toBeVisible();
  await expect(card('Legal').getByText('not started')).toBeVisible();
  await expect(card('Legal').getByText('Waits for Discovery')).toBeVisible();
  await expect(page.getByText('8 milestones belong to no phase.')).toBeVisible();

  await card('Legal').getByRole('button', { name: 'Legal: who leads' }).click();
  await page.getByRole('combobox', { name: 'Find who leads it' }).fill('legal');
  await page.keyboard.press('Enter');
  await expect(card('Legal').getByText('Legal, name to come')).toBeVisible();

  const name = card('Legal').getByRole('textbox');
  await name.fill('Legal and procurement');
  await name.press('Enter');
  await view(buyer.page, 'Tracks');
  await expect(phases(buyer.page).getByRole('textbox', { name: 'Name of Legal and procurement' })).toBeVisible();

  await buyer.page.getByRole('button', { name: 'Archive Legal and procurement' }).click();
  await expect(phases(page).getByRole('listitem')).toHaveCount(1);
  await buyer.page.getByText('1 archived').click();
  await buyer.page.getByRole('button', { name: 'Restore Legal and procurement' }).click();
  await expect(phases(page).getByRole('listitem')).toHaveCount(2);
});

test('a track has its own address, and what is added there belongs to it', async ({ seller, buyer }) => {
  const { page } = seller;
  await twoPhases(seller);
  await view(page, 'Tracks');
  await page.getByRole('link', { name: 'Open Discovery' }).click();
  await expect(page).toHaveURL(/\/p\/[^/]+\/track\/[^/]+$/);
  await expect.poll(() => seller.titles()).toEqual(['Discovery call complete', 'Business case submitted to CFO']);
  await seller.add('Sponsor named');
  await expect.poll(() => seller.titles()).toHaveLength(3);

  await view(page, 'Timeline');
  const bars = page.getByRole('list', { name: 'Milestones in time' });
  await expect(bars.getByRole('button')).toHaveCount(3);
  await page.reload();
  await expect(bars.getByRole('button')).toHaveCount(3);
  await view(page, 'Table');
  await expect.poll(() => seller.titles()).toHaveLength(3);

  await page.getByRole('link', { name: 'The whole plan' }).click();
  await expect.poll(() => seller.titles()).toHaveLength(12);
  await expect(buyer.milestone('Sponsor named').row).toBeVisible();
});

test('an address of a track that is not there says so and shows the whole plan', async ({ seller }) => {
  const { page } = seller;
  await seller.saved();
  await page.goto(`${page.url()}/track/0000000000000`);
  await expect(page.getByText('This plan has no such phase or function, or not any more.')).toBeVisible();
  expect(await seller.titles()).toHaveLength(11);
  await page.getByRole('link', { name: 'The whole plan' }).click();
  await expect(page.getByText('This plan has no such phase')).toHaveCount(0);
});

test('the details of a milestone set its phase where the table has no column for it', async ({ seller, buyer }) => {
  await seller.page.setViewportSize({ width: 800, height: 900 });
  const panel = await seller.milestone('Contract signed').details();
  await panel.getByRole('combobox', { name: 'Find or add a phase or function' }).fill('Signature');
  await seller.page.getByRole('option', { name: 'Signature new phase' }).click();
  await view(buyer.page, 'Tracks');
  await expect(phases(buyer.page).getByRole('textbox', { name: 'Name of Signature' })).toBeVisible();
});

test('a jump from the health panel works in the timeline and past a filter', async ({ seller }) => {
  const { page } = seller;
  await page.setViewportSize({ width: 1440, height: 900 });
  await view(page, 'Timeline');
  await page.getByRole('button', { name: /Show why$/ }).click();
  const panel = page.getByRole('dialog', { name: 'Health of the plan' });
  await panel.getByRole('button', { name: 'Go to Business case submitted to CFO' }).first().click();
  await expect(page.getByRole('button', { name: /^Business case submitted to CFO, / })).toBeFocused();

  // When it is done has no place in time: the table has the cell.
  const need = panel.getByRole('listitem').filter({ hasText: 'When each step is done' });
  await need.getByRole('button', { name: 'Go to Discovery call complete' }).click();
  await expect(seller.milestone('Discovery call complete').doneWhen).toBeFocused();

  await page.getByRole('button', { name: /^Filter/ }).click();
  await page.getByRole('dialog', { name: /^Filter/ }).getByRole('checkbox', { name: 'Late' }).check();
  await page.keyboard.press('Escape');
  await expect.poll(() => seller.titles()).toHaveLength(1);
  await need.getByRole('button', { name: 'Go to Discovery call complete' }).click();
  await expect(seller.milestone('Discovery call complete').doneWhen).toBeFocused();
});
