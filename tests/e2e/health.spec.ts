/** The plan's health: a line in words, its reasons, and the way to each cell they are about. */
import { expect, test } from './support/fixtures.ts';
import { linkOf } from './support/relay.ts';

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

test('who decides agrees to the whole plan as one step, and the head of the page says so to both', async ({ seller, buyer }) => {
  const { page } = buyer;
  await page.getByRole('button', { name: 'Agree to the plan', exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'Health of the plan' });
  await panel.getByRole('textbox', { name: 'Your name' }).fill('Kim Park');
  await page.keyboard.press('Enter');
  await panel.getByRole('checkbox', { name: 'I decide on this purchase' }).check();
  await panel.getByRole('button', { name: 'Agree to the whole plan as Kim Park' }).click();
  await expect(panel).toContainText(/Kim Park agreed to the whole plan/);
  await expect(panel.getByRole('button', { name: 'Take back my yes' })).toBeVisible();
  const decided = panel.getByRole('listitem').filter({ hasText: 'Whoever decides has approved this plan' });
  await expect(decided.getByRole('img', { name: 'There' })).toBeVisible();
  await expect(seller.page.getByRole('button', { name: 'Agreed by Kim Park' })).toBeVisible();

  await seller.target.fill('2025-09-15');
  await seller.target.press('Enter');
  await seller.page.getByRole('button', { name: 'Changed since Kim Park agreed' }).click();
  const others = seller.page.getByRole('dialog', { name: 'Health of the plan' });
  await expect(others).toContainText(/Live by: was .*1 Sept.*, is .*15 Sept/);
  await panel.getByRole('button', { name: 'Agree to the plan as it is now, as Kim Park' }).click();
  await expect(seller.page.getByRole('button', { name: 'Agreed by Kim Park' })).toBeVisible();

  // Each yes was one step, the person with the first.
  const undo = page.getByRole('banner').getByRole('button', { name: 'Undo' });
  await undo.click();
  await expect(page.getByRole('button', { name: 'Changed since Kim Park agreed' })).toBeVisible();
  await undo.click();
  await expect(page.getByRole('button', { name: 'Agree to the plan', exact: true })).toBeVisible();
});

test('who reads is told what a yes to the plan needs', async ({ open, plan, buyer }) => {
  const reader = await open(linkOf(plan, 'viewer', 'buyer'));
  await expect(reader.page.getByRole('button', { name: /Show why$/ })).toBeVisible();
  await expect(reader.page.getByRole('button', { name: 'Agree to the plan', exact: true })).toHaveCount(0);
  await reader.page.getByRole('button', { name: /Show why$/ }).click();
  await expect(reader.page.getByRole('dialog')).toContainText('needs a link that may change it');
  await expect(buyer.page.getByRole('button', { name: 'Agree to the plan', exact: true })).toBeVisible();
});
