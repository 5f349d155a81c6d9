/** Several milestones at once: selected by key and by mouse, changed together, taken back in one step. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

const bar = (page: Page) => page.getByRole('group', { name: 'Selected milestones' });
const box = (page: Page, title: string) => page.getByRole('checkbox', { name: `Select ${title}` });
const selected = (page: Page) => page.getByRole('checkbox', { name: /^Select /, checked: true });

test('shift and the arrows select rows, each action is one step', async ({ seller, buyer }) => {
  const { page } = seller;
  const before = await seller.titles();
  await seller.milestone(before[1]).title.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(box(page, before[2])).toBeFocused();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(selected(page)).toHaveCount(3);
  await expect(bar(page).getByRole('status')).toHaveText('3 selected');

  await page.keyboard.press('Enter');
  const down = bar(page).getByRole('button', { name: 'Move the selected ones down' });
  await expect(bar(page).getByRole('button').first()).toBeFocused();
  await down.press('Enter');
  const moved = [before[0], before[4], before[1], before[2], before[3], ...before.slice(5)];
  await expect.poll(() => buyer.titles()).toEqual(moved);
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect.poll(() => buyer.titles()).toEqual(before);

  await bar(page).getByRole('button', { name: 'Date', exact: true }).click();
  await page.getByRole('spinbutton', { name: 'Working days later' }).press('Enter');
  await expect(buyer.milestone(before[1]).due).toHaveValue('2025-06-25');
  await expect(buyer.milestone(before[2]).due).toHaveValue('2025-07-02');
  await expect(buyer.milestone(before[3]).due).toHaveValue('2025-06-27');

  await bar(page).getByRole('button', { name: 'Owner', exact: true }).click();
  await page.getByRole('combobox', { name: 'Find or add a person' }).fill('Ana Silva');
  await page.getByRole('option', { name: 'Ana Silva new, Buyer' }).click();
  for (const title of before.slice(1, 4)) await expect(buyer.milestone(title).row.getByText('Ana Silva')).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(buyer.page.getByText('Ana Silva')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(buyer.milestone(before[1]).due).toHaveValue('2025-06-18');
  await expect(buyer.milestone(before[3]).due).toHaveValue('2025-06-20');
});

test('a press with shift selects a range; archived together, back together', async ({ seller, buyer }) => {
  const { page } = seller;
  const before = await seller.titles();
  await box(page, before[2]).click();
  await box(page, before[4]).click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveCount(3);
  await bar(page).getByRole('button', { name: 'Archive' }).click();
  await expect.poll(() => buyer.titles()).toEqual([...before.slice(0, 2), ...before.slice(5)]);
  await expect(bar(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Move or archive: ${before[5]}` })).toBeFocused();
  await page.getByRole('status').filter({ hasText: '3 milestones are archived' }).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => buyer.titles()).toEqual(before);
});

test('all of the text first, then all rows; Escape leaves them', async ({ seller }) => {
  const { page } = seller;
  const title = (await seller.titles())[0];
  await seller.milestone(title).title.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+a');
  await expect(selected(page)).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await expect(selected(page)).toHaveCount(11);
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);
  await expect(box(page, title)).toBeFocused();
});

test('a phase is made and set for several at once', async ({ seller, buyer }) => {
  const { page } = seller;
  const titles = await seller.titles();
  await box(page, titles[0]).click();
  await box(page, titles[1]).click();
  await bar(page).getByRole('button', { name: 'Phase or function' }).click();
  await page.getByRole('combobox', { name: 'Find or add a phase or function' }).fill('Discovery');
  await page.getByRole('option', { name: 'Discovery new phase' }).click();
  await buyer.page.getByRole('button', { name: /^Group/ }).click();
  await buyer.page.getByRole('menuitemradio', { name: 'phase', exact: true }).click();
  await expect(buyer.page.getByRole('rowheader', { name: /^Discovery 2 milestones/ })).toBeVisible();
});

test('the box is a target of 24 pixels, and the bar fits a narrow screen', async ({ seller }) => {
  const { page } = seller;
  for (const width of [320, 900, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    const first = page.getByRole('checkbox', { name: /^Select / }).first();
    const size = await first.evaluate((box) => {
      const { width, height } = box.closest('label')!.getBoundingClientRect();
      return Math.min(width, height);
    });
    expect(size).toBeGreaterThanOrEqual(24);
    await first.click();
    await expect(bar(page)).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await bar(page).getByRole('button', { name: 'Select nothing' }).click();
    await expect(first).toBeFocused();
  }
});
