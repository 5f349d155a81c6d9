/** What one has in hand is not lost: a date that asks, a date half typed, a line not entered, a row that goes. */
import { expect, test } from './support/fixtures.ts';
import { holdBack } from './support/pieces.ts';
import { linkOf } from './support/relay.ts';
import { PlanPage } from './support/plan_page.ts';

test.use({ today: '2025-06-19', serviceWorkers: 'allow' });

const signed = 'Contract signed';
const redlines = 'Contract redlines returned';

test('a date that still asks is in the plan when another one is set, and is taken back from the message', async ({ seller, buyer }) => {
  await seller.milestone(signed).due.fill('2025-07-31');
  await expect(seller.whatFollows(signed)).toBeVisible();
  await seller.milestone(redlines).due.fill('2025-07-22');
  await expect(seller.whatFollows(redlines)).toBeVisible();
  await expect(buyer.milestone(signed).due).toHaveValue('2025-07-31');
  await expect(buyer.milestone('Onboarding kickoff').due).toHaveValue('2025-07-28');
  const said = seller.page.getByRole('status').filter({ hasText: `“${signed}”: the date you set is in the plan.` });
  await said.getByRole('button', { name: 'Undo' }).click();
  await expect(buyer.milestone(signed).due).toHaveValue('2025-07-24');
});

test('a date that still asks outlives a reload', async ({ seller, buyer }) => {
  await seller.milestone(signed).due.fill('2025-07-31');
  await expect(seller.whatFollows(signed)).toBeVisible();
  await seller.page.reload();
  await seller.ready();
  await expect(seller.milestone(signed).due).toHaveValue('2025-07-31');
  await expect(buyer.milestone(signed).due).toHaveValue('2025-07-31');
});

test('a date that is half typed stays, says so, and is let go by Escape', async ({ seller }) => {
  const { due } = seller.milestone(signed);
  await due.focus();
  // Of the three parts of the date, one is gone.
  await seller.page.keyboard.press('Delete');
  await seller.goal.click();
  const alert = seller.milestone(signed).row.getByRole('alert');
  await expect(alert).toHaveText('This is not a whole date yet, so nothing has changed.');
  await expect(due).toHaveAttribute('aria-invalid', 'true');
  await due.focus();
  await seller.page.keyboard.press('Escape');
  await expect(alert).toHaveCount(0);
  await expect(due).toHaveValue('2025-07-24');
});

test('a due date is said in words, and what was understood is said back', async ({ seller, buyer }) => {
  const { due, row } = seller.milestone('CFO budget approval');
  const field = seller.page.getByRole('textbox', { name: 'Due, in words' });
  const panel = seller.page.getByRole('dialog', { name: 'Due, in words' });
  await due.focus();
  await seller.page.keyboard.type('next friday');
  await expect(field).toHaveValue('next friday');
  await expect(panel).toContainText('Due: Fri 27 Jun');
  await seller.page.keyboard.press('Enter');
  await expect(panel).toHaveCount(0);
  await expect(due).toBeFocused();
  await expect(buyer.milestone('CFO budget approval').due).toHaveValue('2025-06-27');

  await seller.page.keyboard.type('soonish');
  await seller.page.keyboard.press('Enter');
  await expect(panel.getByRole('alert')).toHaveText('“soonish” is not understood as one date, so nothing has changed.');
  await field.fill('week 2');
  await expect(panel).toContainText(/Due: week 2 \(.*\)/);
  await seller.page.keyboard.press('Escape');
  await expect(due).toBeFocused();
  await expect(row).toContainText('27 Jun');
});

test.describe('before its field is here', () => {
  test.use({ serviceWorkers: 'block' });

  test('a due date that is said in words has its spaces and numbers', async ({ page, plan, relay }) => {
    const release = await holdBack(page, /piece-split-(panels|exchange)/);
    const seller = new PlanPage(page, relay);
    await seller.visit(linkOf(plan, 'editor', 'seller'));
    await seller.milestone(signed).due.focus();
    await page.keyboard.type('in 3 days');
    release();
    await expect(page.getByRole('textbox', { name: 'Due, in words' })).toHaveValue('in 3 days');
  });
});

test('a line that was not entered outlives another view and a reload', async ({ seller }) => {
  const { page } = seller;
  await seller.addLine.fill('Works council informed');
  await page.getByRole('button', { name: 'Timeline' }).click();
  await page.getByRole('button', { name: 'Table' }).click();
  await expect(seller.addLine).toHaveValue('Works council informed');
  await page.reload();
  await seller.ready();
  await expect(seller.addLine).toHaveValue('Works council informed');
  await seller.addLine.press('Enter');
  await expect(seller.milestone('Works council informed').row).toBeVisible();

  await seller.milestone(signed).choose('Add one below');
  const below = page.getByRole('textbox', { name: `Add below ${signed}` });
  await below.fill('Kickoff invited');
  await page.reload();
  await seller.ready();
  await expect(seller.addLine).toHaveValue('');
  await expect(below).toHaveValue('Kickoff invited');
  await below.press('Escape');
  await page.reload();
  await seller.ready();
  await expect(below).toHaveCount(0);
});

test('who types in a row that the other archives goes on in the next one, and gets it back from the message', async ({ seller, buyer }) => {
  await buyer.milestone(signed).title.focus();
  await buyer.page.keyboard.press('End');
  await buyer.page.keyboard.type(' by both');
  const name = `${signed} by both`;
  await expect(seller.milestone(name).row).toBeVisible();
  await seller.milestone(name).choose('Archive');
  await expect(buyer.milestone(name).row).toHaveCount(0);
  await expect(buyer.milestone('Onboarding kickoff').title).toBeFocused();
  const said = buyer.page.getByRole('status').filter({ hasText: `“${name}” was archived while you were in it.` });
  await said.getByRole('button', { name: 'Restore' }).click();
  await expect(seller.milestone(name).row).toBeVisible();
});

test('Ctrl+Z in a title takes back one’s own words after the other has typed in it', async ({ seller, buyer }) => {
  await seller.milestone(signed).title.focus();
  await seller.page.keyboard.press('End');
  await seller.page.keyboard.type(' twice');
  await expect(buyer.milestone(`${signed} twice`).row).toBeVisible();
  await buyer.milestone(`${signed} twice`).title.focus();
  await buyer.page.keyboard.press('Home');
  await buyer.page.keyboard.type('The ');
  await expect(seller.milestone(`The ${signed} twice`).title).toBeFocused();
  await seller.page.keyboard.press('Control+z');
  await expect(buyer.milestone(`The ${signed}`).row).toBeVisible();
  await expect(seller.milestone(`The ${signed}`).title).toBeFocused();
});
