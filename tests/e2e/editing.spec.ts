/** The code that carries out edits comes after the first picture. What is done before it is here is not lost. */
import { PlanPage } from './support/plan_page.ts';
import { expect, test } from './support/fixtures.ts';
import { holdBack } from './support/pieces.ts';
import { linkOf } from './support/relay.ts';

// Else the worker fetches the piece, where no route of a test is asked.
test.use({ serviceWorkers: 'block' });

test('what is typed before its code is here is kept, in order', async ({ page, relay, plan, buyer }) => {
  const release = await holdBack(page, /piece-split-editing/);
  const seller = new PlanPage(page, relay);
  await seller.visit(linkOf(plan, 'editor', 'seller'));
  await seller.goal.fill('Live');
  await seller.goal.press('End');
  await seller.goal.pressSequentially(' in June');
  await expect(seller.goal).toHaveValue('Live in June');
  release();
  await expect(buyer.goal).toHaveValue('Live in June');
});

test('code that does not come is told, and what was typed is kept until it does', async ({ page, relay, plan, buyer }) => {
  let fails = true;
  await page.route(/piece-split-editing/, (route) => (fails ? route.abort() : route.continue()));
  const seller = new PlanPage(page, relay);
  await seller.visit(linkOf(plan, 'editor', 'seller'));
  await seller.goal.fill('Live in June');
  await expect(page.getByRole('status').filter({ hasText: 'What you typed is kept' })).toBeVisible();
  fails = false;
  await expect(buyer.goal).toHaveValue('Live in June');
  await expect(page.getByText('What you typed is kept')).toHaveCount(0);
});
