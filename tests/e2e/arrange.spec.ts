/** The table as this device shows it: in groups, filtered, sorted. The order that both sides share stays. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

test.use({ today: '2025-06-19' });

const menu = async (page: Page, button: RegExp, choice: string) => {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('menuitemradio', { name: choice, exact: true }).click();
};
const groupBy = (page: Page, by: string) => menu(page, /^Group/, by);
const sortBy = (page: Page, by: string) => menu(page, /^Sort/, by);

test('groups have a name, a count and their days, and stay when the plan opens again', async ({ seller }) => {
  const { page } = seller;
  const before = await seller.titles();
  await groupBy(page, 'side');
  await expect(page.getByRole('rowheader', { name: /^Buyer 7 milestones.*18 Jun – 29 Aug/ })).toBeVisible();
  await expect(page.getByRole('rowheader', { name: /^Seller 3 milestones.*10 Jun – 28 Jul.*1 done/ })).toBeVisible();
  expect(await seller.titles()).not.toEqual(before);

  await page.reload();
  await seller.ready();
  await expect(page.getByRole('rowheader', { name: /^Buyer 7 milestones/ })).toBeVisible();
  await groupBy(page, 'nothing');
  await expect(page.getByRole('rowheader', { name: /^Buyer 7/ })).toHaveCount(0);
  expect(await seller.titles()).toEqual(before);
});

test('a filter says how many it hides, and one button shows all', async ({ seller }) => {
  const { page } = seller;
  const filter = page.getByRole('button', { name: /^Filter/ });
  await filter.click();
  const panel = page.getByRole('dialog', { name: /^Filter/ });
  await panel.getByRole('checkbox', { name: 'Late' }).check();
  await page.keyboard.press('Escape');
  await expect(filter).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: '10 milestones are hidden by the filter.' })).toBeVisible();
  expect(await seller.titles()).toEqual(['Business case submitted to CFO']);

  await filter.click();
  await panel.getByRole('checkbox', { name: 'Late' }).uncheck();
  await panel.getByRole('combobox', { name: 'Side' }).selectOption('Seller');
  await page.keyboard.press('Escape');
  await expect(page.getByText('6 milestones are hidden by the filter.')).toBeVisible();

  // What is new shows, although the filter would hide it.
  await seller.add('Works council informed');
  await expect(seller.milestone('Works council informed').row).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  expect(await seller.titles()).toHaveLength(12);
});

test('the row that somebody is in stays until they leave it', async ({ seller }) => {
  const { page } = seller;
  await page.getByRole('button', { name: /^Filter/ }).click();
  await page.getByRole('dialog', { name: /^Filter/ }).getByRole('checkbox', { name: 'Late' }).check();
  await page.keyboard.press('Escape');
  const late = seller.milestone('Business case submitted to CFO');
  await late.setStatus('Done');
  await expect(late.status).toHaveAccessibleName(/Done/);
  await expect(late.row).toBeVisible();
  await seller.goal.focus();
  await expect(late.row).toHaveCount(0);
});

test('sorting moves nothing in the plan, and moving a row says so while it lasts', async ({ seller, buyer }) => {
  const { page } = seller;
  const shared = await buyer.titles();
  await sortBy(page, 'date');
  await expect.poll(async () => (await seller.titles())[2]).toBe('Security questionnaire submitted');
  expect(await buyer.titles()).toEqual(shared);

  const row = seller.milestone('Security questionnaire submitted');
  await row.title.press('Alt+ArrowUp');
  const said = page.getByRole('status').filter({ hasText: 'The rows are sorted' });
  await expect(said).toBeVisible();
  expect(await buyer.titles()).toEqual(shared);
  await said.getByRole('button', { name: 'Show the plan’s order' }).click();
  await expect.poll(() => seller.titles()).toEqual(shared);

  await row.title.press('Alt+ArrowUp');
  await expect.poll(async () => (await buyer.titles())[2]).toBe('Security questionnaire submitted');
});

test('a row moves within its group over what the group does not hold', async ({ seller, buyer }) => {
  await groupBy(seller.page, 'side');
  const row = seller.milestone('Onboarding kickoff');
  await expect(row.row).toBeVisible();
  await row.title.press('Alt+ArrowUp');
  await expect
    .poll(async () => (await buyer.titles()).slice(2, 5))
    .toEqual(['CFO budget approval', 'Onboarding kickoff', 'Security questionnaire submitted']);
});

test('a remote edit changes its own cell and nothing else, whatever is chosen', async ({ seller, buyer }) => {
  const { page } = seller;
  await groupBy(page, 'side');
  await sortBy(page, 'date');
  await expect(page.getByRole('rowheader', { name: /^Buyer 7/ })).toBeVisible();
  const changed = await page.evaluateHandle(() => {
    const seen = new Set<string>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement!;
        // Marks of who is where hang on the row, and say nothing of the plan.
        if (element.closest('[aria-hidden=true]') || element.getAttribute('role') === 'row') continue;
        const row = element.closest('[role=row]')?.querySelector('textarea')?.value ?? 'no row';
        seen.add(`${row}: ${element.closest('[role=cell], [role=rowheader]')?.className}`);
      }
    });
    const table = document.querySelector('[role=table]')!;
    observer.observe(table, { subtree: true, childList: true, characterData: true, attributes: true });
    return seen;
  });
  await buyer.milestone('Contract signed').setStatus('In progress');
  await expect(seller.milestone('Contract signed').status).toHaveAccessibleName(/In progress/);
  expect(await changed.evaluate((seen) => [...seen])).toEqual(['Contract signed: row__status']);
});

test('the bar and the groups work on a narrow screen by keyboard alone', async ({ seller }) => {
  const { page } = seller;
  await page.setViewportSize({ width: 320, height: 700 });
  await page.getByRole('button', { name: /^Group/ }).press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('rowheader', { name: /^Champion 3 milestones/ })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
