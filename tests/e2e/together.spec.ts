/** Two people, one plan. */
import { expect, test } from './support/fixtures.ts';

test.use({ serviceWorkers: 'allow' });

test('the example opens for both sides and the key leaves the address bar', async ({ seller, buyer }) => {
  for (const person of [seller, buyer]) {
    expect(await person.titles()).toHaveLength(11);
    await person.saved();
    await expect.poll(() => person.page.url()).not.toContain('k=');
  }
});

test('edits of each side reach the other, live', async ({ seller, buyer }) => {
  await seller.goal.fill('Every quote leaves within one day');
  await expect(buyer.goal).toHaveValue('Every quote leaves within one day');

  await buyer.milestone('Contract signed').setDueAlone('2025-07-31');
  await expect(seller.milestone('Contract signed').due).toHaveValue('2025-07-31');

  await seller.milestone('Contract signed').doneWhen.fill('Both signatures are on file');
  await expect(buyer.milestone('Contract signed').doneWhen).toHaveValue('Both signatures are on file');

  await buyer.milestone('CFO budget approval').setStatus('In progress');
  await expect(seller.milestone('CFO budget approval').status).toHaveAccessibleName(/In progress/);

  await seller.target.fill('2025-09-15');
  await seller.target.press('Enter');
  await expect(buyer.target).toHaveValue('2025-09-15');

  await buyer.add('Works council informed');
  await expect(seller.milestone('Works council informed').row).toBeVisible();
  await seller.saved();
  await buyer.saved();
  await seller.showsSameAs(buyer);
});

test('two people type in one title at once: both see all letters and keep their place', async ({ seller, buyer }) => {
  await seller.goal.fill('quotes');
  await expect(buyer.goal).toHaveValue('quotes');
  await seller.goal.press('Home');
  await buyer.goal.focus();
  await buyer.goal.press('End');
  await Promise.all([
    seller.goal.pressSequentially('Faster ', { delay: 15 }),
    buyer.goal.pressSequentially(' for every branch', { delay: 15 }),
  ]);
  await expect(seller.goal).toHaveValue('Faster quotes for every branch');
  await expect(buyer.goal).toHaveValue('Faster quotes for every branch');
  const caret = (goal: typeof seller.goal) => goal.evaluate((field) => (field as HTMLTextAreaElement).selectionStart);
  expect(await caret(seller.goal)).toBe('Faster '.length);
  expect(await caret(buyer.goal)).toBe('Faster quotes for every branch'.length);
});

test('milestones are reordered by keyboard, archived and restored', async ({ seller, buyer }) => {
  const second = (await seller.titles())[1];
  await seller.milestone(second).title.focus();
  await seller.page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await buyer.titles())[0]).toBe(second);

  await buyer.milestone('Onboarding kickoff').choose('Archive');
  await expect(seller.milestone('Onboarding kickoff').row).toHaveCount(0);
  await seller.page.getByText('1 archived milestone').click();
  await seller.page.getByRole('button', { name: 'Restore Onboarding kickoff' }).click();
  await expect(buyer.milestone('Onboarding kickoff').row).toBeVisible();
  expect(await buyer.titles()).toEqual(await seller.titles());
});

test('undo takes back my own edit and leaves the other one’s', async ({ seller, buyer }) => {
  await seller.milestone('Contract signed').setDueAlone('2025-08-01');
  await expect(buyer.milestone('Contract signed').due).toHaveValue('2025-08-01');
  await buyer.add('Buyer’s own step');
  await expect(seller.milestone('Buyer’s own step').row).toBeVisible();
  await seller.page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(buyer.milestone('Contract signed').due).toHaveValue('2025-07-24');
  await expect(buyer.milestone('Buyer’s own step').row).toBeVisible();
});

test('a row moves by drag', async ({ seller, buyer }) => {
  const [first, , third] = await seller.titles();
  const handle = seller.milestone(first).row.getByRole('button', { name: `Move or archive: ${first}` });
  const target = await seller.milestone(third).row.boundingBox();
  const from = await handle.boundingBox();
  if (!target || !from) throw new Error('the rows are not on the page');
  await seller.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await seller.page.mouse.down();
  await seller.page.mouse.move(from.x + 4, target.y + target.height * 0.5, { steps: 8 });
  await seller.page.mouse.move(from.x + 4, target.y + target.height * 0.85, { steps: 4 });
  await seller.page.mouse.up();
  await expect.poll(async () => (await buyer.titles()).indexOf(first)).toBe(2);
});
