/** The plan's health: a line in words, its reasons, and the way to each cell they are about. */
import { expect, test } from './support/fixtures.ts';

test('the line says how the plan stands, and its panel leads to what is missing', async ({ seller }) => {
  const { page } = seller;
  const line = page.getByRole('button', { name: 'Something must move. Show why' });
  await line.click();
  const panel = page.getByRole('dialog', { name: 'Health of the plan' });
  await expect(panel).toBeFocused();
  await expect(panel.getByText(/^At today’s pace it is live on/)).toBeVisible();

  const need = panel.getByRole('listitem').filter({ hasText: 'When each step is done' });
  await expect(need.getByRole('img', { name: 'Missing' })).toBeVisible();
  await need.getByRole('button', { name: 'Go to Discovery call complete' }).click();
  await expect(seller.milestone('Discovery call complete').doneWhen).toBeFocused();
  await page.keyboard.insertText('Notes were sent');
  await expect(need.getByRole('img', { name: 'Partly' })).toBeVisible();
  await expect(need.getByRole('button', { name: 'Go to Discovery call complete' })).toHaveCount(0);

  await line.focus();
  await page.keyboard.press('Enter');
  await panel.focus();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
});

test('the shared date that is missing is one press away', async ({ seller, buyer }) => {
  await seller.target.fill('');
  await seller.target.press('Enter');
  await buyer.page.getByRole('button', { name: /Show why$/ }).click();
  const panel = buyer.page.getByRole('dialog', { name: 'Health of the plan' });
  await panel.getByRole('button', { name: 'Go to Choose the day' }).click();
  await expect(buyer.target).toBeFocused();
});
