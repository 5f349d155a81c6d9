/** What others have changed: told while the page is open, listed for who was away, and offered back where mine lost. */
import { expect, test } from './support/fixtures.ts';
import type { PlanPage } from './support/plan_page.ts';

const title = 'Contract signed';

async function named(person: PlanPage, name: string): Promise<void> {
  await person.page.getByRole('button', { name: 'Say who you are' }).click();
  const field = person.page.getByRole('textbox', { name: 'Your name' });
  await field.fill(name);
  await field.press('Enter');
  await person.page.keyboard.press('Escape');
}

test('a change of the other side is told with its content, fades in, and stands in the list', async ({ seller, buyer }) => {
  await named(seller, 'Sara');
  await seller.saved();
  await buyer.saved();
  // The panels' code has come: from now on changes are watched.
  await buyer.milestone(title).details();
  await buyer.page.keyboard.press('Escape');
  const due = buyer.milestone(title).row.locator('.row__due');
  await due.evaluate((cell) => {
    const animate = cell.animate.bind(cell);
    cell.animate = (...what) => ((window as unknown as { faded: boolean }).faded = true) && animate(...what);
  });
  await seller.milestone(title).setDueAlone('2025-07-31');
  const told = buyer.page.getByRole('status').filter({ hasText: /^Sara moved Contract signed to .*31/ });
  await expect(told.getByRole('button', { name: 'Show changes' })).toBeVisible();
  expect(await buyer.page.evaluate(() => (window as unknown as { faded?: boolean }).faded)).toBe(true);
  await expect(seller.page.getByRole('status').filter({ hasText: 'moved' })).toHaveCount(0);

  // Typing is one telling, not one a letter.
  await seller.milestone(title).doneWhen.pressSequentially(' both');
  await expect(buyer.page.getByRole('status').filter({ hasText: 'Sara changed when Contract signed is done' })).toHaveCount(1);

  await buyer.page.getByRole('button', { name: 'What has changed' }).click();
  const panel = buyer.page.getByRole('dialog', { name: 'What has changed' });
  await expect(panel.getByRole('listitem')).toHaveCount(2);
  await panel.getByRole('listitem').filter({ hasText: 'moved' }).getByRole('button').click();
  await expect(buyer.milestone(title).title).toBeFocused();
});

test('who was away sees what has changed since they last looked', async ({ seller, buyer, relay, plan }) => {
  await named(seller, 'Sara');
  await buyer.saved();
  await buyer.milestone(title).details();
  await buyer.page.keyboard.press('Escape');
  const kept = () =>
    buyer.page.evaluate(async () => {
      const name = (await indexedDB.databases()).find(({ name }) => name?.endsWith('/looked'))?.name;
      if (!name) return false;
      const opening = indexedDB.open(name);
      await new Promise((done) => opening.addEventListener('success', done));
      const stores = [...opening.result.objectStoreNames];
      const counting = opening.result.transaction(stores).objectStore('updates').count();
      await new Promise((done) => counting.addEventListener('success', done));
      opening.result.close();
      return counting.result > 0;
    });
  await expect.poll(kept).toBe(true);
  await buyer.page.goto('about:blank');
  await seller.milestone(title).setDueAlone('2025-07-31');
  await seller.add('Works council informed');
  await seller.saved();
  await buyer.page.goto(`${relay.address}/p/${plan.plan}`);
  await buyer.ready();
  const line = buyer.page.getByRole('button', { name: /changes? since you last looked/ });
  await line.click();
  const panel = buyer.page.getByRole('dialog', { name: 'What has changed' });
  await expect(panel.getByRole('listitem').filter({ hasText: /Sara moved Contract signed to .*31/ })).toBeVisible();
  await expect(panel.getByRole('listitem').filter({ hasText: 'Sara added Works council informed' })).toBeVisible();
  await expect(panel.getByRole('heading', { name: 'Since you last looked' })).toBeVisible();
});

test('my date lost against a concurrent one: the page says so and gives it back in one step', async ({ seller, buyer, relay }) => {
  for (const person of [seller, buyer]) {
    await person.saved();
    await person.milestone(title).details();
    await person.page.keyboard.press('Escape');
  }
  await relay.stop();
  for (const person of [seller, buyer]) await expect(person.saving(/Reconnecting|Offline/)).toBeVisible();
  await seller.milestone(title).setDueAlone('2025-07-29');
  await buyer.milestone(title).setDueAlone('2025-07-30');
  await relay.start();
  await seller.saved();
  await buyer.saved();
  await seller.showsSameAs(buyer);
  const winner = (await seller.milestone(title).due.inputValue()) === '2025-07-29' ? seller : buyer;
  const [loser, mine, theirs] = winner === seller ? [buyer, '2025-07-30', '2025-07-29'] : [seller, '2025-07-29', '2025-07-30'];
  const lost = loser.page.getByRole('status').filter({ hasText: 'at the same time, and that stands.' });
  await expect(lost).toContainText(`Somebody set ${title}, due date, to `);
  await expect(lost).toContainText(/(29|30) Jul.* at the same time, and that stands\. Yours was .*(29|30) Jul/);
  await expect(winner.page.getByRole('button', { name: 'Put mine back' })).toHaveCount(0);
  await lost.getByRole('button', { name: 'Put mine back' }).click();
  await expect(winner.milestone(title).due).toHaveValue(mine);
  await expect(loser.page.getByRole('button', { name: 'Put mine back' })).toHaveCount(0);
  await loser.page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(winner.milestone(title).due).toHaveValue(theirs);
});
