/** The command menu and the keys. */
import { expect, test } from './support/fixtures.ts';
import { PlanPage } from './support/plan_page.ts';
import { holdBack } from './support/pieces.ts';
import { linkOf } from './support/relay.ts';

test('the command menu finds milestones and commands by typing', async ({ seller }) => {
  const { page } = seller;
  const menu = page.getByRole('dialog', { name: 'Find or do' });
  const find = menu.getByRole('combobox', { name: 'Find a milestone, a person or something to do' });
  const health = page.getByRole('button', { name: /Show why$/ });
  await expect(health).toBeVisible();

  await seller.goal.press('Control+k');
  await expect(find).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(seller.goal).toBeFocused();

  await page.keyboard.press('Control+k');
  await find.fill('contract sig');
  await expect(menu.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(seller.milestone('Contract signed').title).toBeFocused();

  await page.keyboard.press('Control+k');
  await find.fill('details of');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Details: Contract signed' })).toBeFocused();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await find.fill('share');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Whoever has a link can open the plan')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await find.fill('files');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copy as table' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await find.fill('nederlands');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Delen' })).toBeVisible();
});

test('the command menu finds people, views, orders and what can be done with a row', async ({ seller }) => {
  const { page } = seller;
  const pick = async (words: string, option: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find a milestone, a person or something to do' }).fill(words);
    await page.getByRole('dialog', { name: 'Find or do' }).getByRole('option', { name: option }).click();
  };
  await expect(page.getByRole('button', { name: /Show why$/ })).toBeVisible();
  const all = await seller.titles();

  await pick('timeline', 'Show the milestones as: Timeline');
  await expect(page.getByRole('list', { name: 'Milestones in time' })).toBeVisible();
  await pick('cfo', 'CFO person');
  await expect(page.getByRole('button', { name: 'Filter: 1' })).toBeVisible();
  await expect.poll(() => seller.titles()).toContain('CFO budget approval');
  expect((await seller.titles()).length).toBeLessThan(all.length);
  await pick('show all', 'Show all');
  await expect.poll(() => seller.titles()).toEqual(all);
  await pick('sort: date', 'Sort: date');
  await expect(page.getByRole('button', { name: 'Sorted by date' })).toBeVisible();
  await pick('plan’s order', 'Sort: the plan’s order');
  await pick('group: side', 'Group: side');
  await expect(page.getByRole('button', { name: 'Grouped by side' })).toBeVisible();
  await pick('group: nothing', 'Group: nothing');
  await pick('filter: late', 'Filter: Late');
  await expect(page.getByRole('button', { name: 'Filter: 1' })).toBeVisible();
  await expect.poll(() => seller.titles()).toContain('Business case submitted to CFO');
  await pick('filter: late', 'Filter: Late');
  await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeVisible();
  await pick('backwards', 'Plan backwards');
  await expect(page.getByRole('dialog', { name: 'Plan backwards' })).toBeVisible();
  await page.keyboard.press('Escape');

  await seller.milestone('Contract signed').title.focus();
  await pick('status: blocked', 'Status: Blocked');
  await expect(seller.milestone('Contract signed').row.getByRole('button', { name: 'Contract signed: Blocked. Change' })).toBeVisible();
  await seller.milestone('Contract signed').title.focus();
  await pick('to the top', 'Move to the top');
  await expect.poll(async () => (await seller.titles())[0]).toBe('Contract signed');
  await seller.milestone('Contract signed').title.focus();
  await pick('move down', 'Move down');
  await expect.poll(async () => (await seller.titles())[1]).toBe('Contract signed');
  await seller.milestone('Contract signed').title.focus();
  await pick('move up', 'Move up');
  await expect.poll(async () => (await seller.titles())[0]).toBe('Contract signed');
  await seller.milestone('Contract redlines returned').title.focus();
  await pick('what follows', 'Move it, and see what follows…');
  await expect(seller.whatFollows('Contract redlines returned')).toBeVisible();
});

test('single letters work outside fields, and can be turned off for good', async ({ seller }) => {
  const { page } = seller;
  const map = page.getByRole('dialog', { name: 'Keys' });
  const health = page.getByRole('button', { name: /Show why$/ });
  await health.focus();
  await page.keyboard.press('h');
  const panel = page.getByRole('dialog', { name: 'Health of the plan' });
  await expect(panel).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(health).toBeFocused();
  await page.keyboard.press('n');
  await expect(seller.addLine).toBeFocused();
  await page.keyboard.type('n?h');
  await expect(seller.addLine).toHaveValue('n?h');
  await seller.addLine.fill('');

  await health.focus();
  await page.keyboard.press('?');
  await map.getByRole('checkbox', { name: 'Single letters do something' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(map).toHaveCount(0);
  await page.reload();
  await seller.ready();
  await health.focus();
  await page.keyboard.press('n');
  await page.keyboard.press('?');
  await expect(health).toBeFocused();
  await expect(map).toHaveCount(0);
});

test.describe('before the code of the panels is here', () => {
  // Else the worker fetches the piece, where no route of a test is asked.
  test.use({ serviceWorkers: 'block' });

  for (const [key, name] of [['Control+k', 'Find or do'], ['?', 'Keys']])
    test(`the key ${key} waits for it`, async ({ page, relay, plan }) => {
      const release = await holdBack(page, /piece-split-panels/);
      const seller = new PlanPage(page, relay);
      await seller.visit(linkOf(plan, 'editor', 'seller'));
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog')).toHaveCount(0);
      release();
      await expect(page.getByRole('dialog', { name })).toBeVisible();
    });
});
