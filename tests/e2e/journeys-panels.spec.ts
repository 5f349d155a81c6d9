/** By keys alone: what opens beside a plan or takes the table's place. */
import { expect, test } from './support/fixtures.ts';
import { arrowTo, choose, find, goTo, holdsFocus, keepsFocus, leave, open, press, tabTo, walk } from './support/keys.ts';
import { linkOf } from './support/relay.ts';
import { signed } from './support/views.ts';

test.use({ today: '2025-06-19', viewport: { width: 1440, height: 900 } });
// Each walks through several views, stop by stop.
test.describe.configure({ timeout: 120_000 });

test('commands and what the plan says of itself', async ({ seller }) => {
  const { page } = seller;
  const { keyboard } = page;
  const showWhy = page.getByRole('button', { name: /Show why$/ });

  await test.step('commands', async () => {
    await find(page, 'Write the goal');
    await expect(seller.goal).toBeFocused();
    await keyboard.press('Control+k');
    const menu = page.getByRole('dialog', { name: 'Find or do' });
    await expect(menu.getByRole('combobox')).toBeFocused();
    await keyboard.type('contract');
    await keyboard.press('ArrowDown');
    await expect(menu.getByRole('option', { name: 'Contract signed milestone' })).toHaveAttribute('aria-selected', 'true');
    await leave(menu, seller.goal);
  });

  await test.step('map of keys', async () => {
    await tabTo(showWhy);
    await keyboard.press('?');
    const map = page.getByRole('dialog', { name: 'Keys' });
    await press(map.getByRole('checkbox', { name: 'Single letters do something' }), 'Space');
    await press(map.getByRole('button', { name: 'Close' }));
    await expect(map).toHaveCount(0);
    await expect(showWhy).toBeFocused();
    await keyboard.press('?');
    await expect(map).toHaveCount(0);
  });

  await test.step('health', async () => {
    const panel = await open(showWhy, page.getByRole('dialog', { name: 'Health of the plan' }));
    await expect(panel).toBeFocused();
    await press(panel.getByRole('button', { name: 'Go to What we want to achieve' }));
    await expect(seller.goal).toBeFocused();
    await press(panel.getByRole('button', { name: 'Close the panel' }));
    await expect(panel).toHaveCount(0);
    await expect(showWhy).toBeFocused();
    await leave(await open(showWhy, panel), showWhy);
  });

  await test.step('why the date at today’s pace', async () => {
    const why = page.getByRole('button', { name: 'Why? The date at today’s pace' });
    const panel = await open(why, page.getByRole('dialog', { name: 'Why? The date at today’s pace' }), 'Shift+Tab');
    await expect(panel.getByRole('listitem').first()).toContainText('Go-live');
    await leave(panel, why);
  });

  await test.step('working days of each side', async () => {
    await tabTo(showWhy);
    await find(page, 'Working days');
    const panel = page.getByRole('dialog', { name: 'Working days' });
    await expect(panel).toBeFocused();
    await press(panel.getByRole('checkbox', { name: 'Friday' }).first(), 'Space');
    const form = panel.getByRole('form', { name: 'Add days off: Buyer' });
    await tabTo(form.getByLabel('Day off'));
    await keyboard.type('27062025');
    await tabTo(form.getByLabel('Why'));
    await keyboard.type('Quarter end');
    await keyboard.press('Enter');
    const day = panel.getByRole('list', { name: 'Days off: Buyer' }).getByRole('listitem');
    await expect(day).toContainText('Quarter end');
    await press(day.getByRole('button'), 'Enter', 'Shift+Tab');
    await expect(day).toHaveCount(0);
    await holdsFocus(panel);
    await leave(panel, showWhy);
  });

  await test.step('plan backwards', async () => {
    const button = page.getByRole('button', { name: 'Plan backwards' });
    const panel = page.getByRole('dialog', { name: 'Plan backwards' });
    await leave(await open(button, panel), button);
    await open(button, panel);
    await expect(panel.getByLabel('from go-live on')).toBeFocused();
    await keyboard.type('09092025');
    const days = panel.getByRole('spinbutton', { name: `${signed}: working days` });
    await tabTo(days);
    await keyboard.press('ArrowUp');
    await press(panel.getByRole('button', { name: 'Set these dates' }));
    await expect(seller.target).toHaveValue('2025-09-09');
    await expect(button).toBeFocused();
  });
});

test('what a side keeps to itself', async ({ seller }) => {
  const { page } = seller;
  const { keyboard } = page;
  const showWhy = page.getByRole('button', { name: /Show why$/ });
  const panel = await open(showWhy, page.getByRole('dialog', { name: 'Health of the plan' }));
  const part = panel.getByRole('region', { name: /^For .* only$/ });
  const fold = part.getByRole('button', { name: /^For .* only$/ });

  await test.step('what a side keeps to itself', async () => {
    await press(fold);
    await expect(fold).toHaveAttribute('aria-expanded', 'true');
    const write = part.getByRole('textbox', { name: 'Something you noticed' });
    await tabTo(write);
    await keyboard.type('Would not name an owner');
    await press(part.getByRole('button', { name: 'Keep the note' }));
    await expect(write).toBeFocused();
    await press(part.getByRole('button', { name: /^Change the note/ }), 'Enter', 'Shift+Tab');
    await expect(part.getByRole('textbox', { name: 'Change the note' })).toBeFocused();
    await keyboard.type(' at all');
    await keyboard.press('Control+Enter');
    await expect(part.getByRole('button', { name: /^Change the note: .*at all/ })).toBeFocused();
    await press(part.getByRole('button', { name: /^Mark as settled/ }));
    await expect(write).toBeFocused();
    await press(part.getByText('1 settled note'));
    await press(part.getByRole('button', { name: /^Open again/ }));
    await expect(write).toBeFocused();
  });

  await test.step('recording that a plan was declined', async () => {
    const record = part.getByRole('button', { name: 'Note what they said' });
    await press(record);
    await expect(part.getByRole('combobox', { name: 'Why' })).toBeFocused();
    await press(part.getByRole('button', { name: 'Leave it as it was' }));
    await expect(record).toBeFocused();
    await press(record);
    await tabTo(part.getByRole('textbox', { name: 'In their words' }));
    await keyboard.type('We buy in our own way');
    await press(part.getByRole('button', { name: 'Keep it' }));
    await expect(part.getByRole('button', { name: 'Change what was noted' })).toBeFocused();
    await press(part.getByRole('button', { name: 'Take it back' }));
    await expect(record).toBeFocused();
    expect(await walk(part)).toEqual([]);
    await press(fold, 'Enter', 'Shift+Tab');
    await expect(part).toHaveText('For your side only');
    await leave(panel, showWhy);
  });
});

test('details of a milestone', async ({ seller }) => {
  const { page } = seller;
  const { keyboard } = page;
  const milestone = seller.milestone(signed);
  const panel = page.getByRole('dialog', { name: `Details: ${signed}` });
  const field = (name: string) => panel.getByRole('textbox', { name, exact: true });

  await test.step('details', async () => {
    await goTo(milestone);
    await keyboard.press('Alt+Enter');
    await expect(panel).toBeFocused();
    await tabTo(field('Done when'));
    await keyboard.type('Both signatures are on file');
    await tabTo(panel.getByRole('combobox', { name: 'Find or add a phase or function' }));
    await keyboard.type('Legal');
    await keyboard.press('Enter');
    await expect(panel.getByRole('status').filter({ hasText: 'Legal' })).toBeVisible();
    await holdsFocus(panel);
    await tabTo(field('Add to the checklist'));
    await keyboard.type('Redlines agreed');
    await keyboard.press('Enter');
    await press(panel.getByRole('checkbox', { name: 'Redlines agreed' }), 'Space', 'Shift+Tab');
    await expect(panel.getByText('1 of 1 done')).toBeVisible();
    await tabTo(field('Address (https://…)'));
    await keyboard.type('https://example.com/contract');
    await tabTo(field('What to call it'));
    await keyboard.type('The contract');
    await keyboard.press('Enter');
    await press(panel.getByRole('button', { name: 'Take the link “The contract” away' }), 'Enter', 'Shift+Tab');
    await expect(panel.getByRole('link', { name: 'The contract' })).toHaveCount(0);
    await holdsFocus(panel);
    await tabTo(field('Write a comment'));
    await keyboard.type('Legal has seen it');
    await press(panel.getByRole('button', { name: 'Send' }));
    const said = panel.getByRole('listitem').filter({ hasText: 'Legal has seen it' });
    await expect(said).toBeVisible();
    await expect(field('Write a comment')).toBeFocused();
    await press(said.getByRole('button', { name: 'Withdraw your comment: Legal has seen it' }), 'Enter', 'Shift+Tab');
    await expect(said).toHaveCount(0);
    await holdsFocus(panel);
    await leave(panel, milestone.title);
  });

  await test.step('details of an archived milestone', async () => {
    await choose(page.getByRole('button', { name: `Move or archive: ${signed}` }), 'Details', 'Shift+Tab');
    await expect(panel).toBeFocused();
    await choose(page.getByRole('button', { name: `Move or archive: ${signed}` }), 'Archive', 'Shift+Tab');
    await expect(panel.getByText('This milestone is archived.')).toBeVisible();
    await keepsFocus(page);
    await press(panel.getByRole('button', { name: 'Restore it' }));
    await expect(milestone.row).toBeVisible();
    await holdsFocus(panel);
    await leave(panel, page.getByRole('button', { name: `Move or archive: ${signed}` }));
  });
});

test('timeline', async ({ seller }) => {
  const { page } = seller;
  const { keyboard } = page;
  const bar = (title: string) => page.getByRole('list', { name: 'Milestones in time' }).getByRole('button', { name: new RegExp(`^${title}, `) });

  await test.step('timeline', async () => {
    await press(page.getByRole('button', { name: 'Timeline' }));
    await expect(page.getByRole('button', { name: 'Timeline' })).toBeFocused();
    const week = page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: 'Week' });
    await press(week);
    await expect(week).toHaveAttribute('aria-pressed', 'true');
    await tabTo(bar('Discovery call complete').or(bar('Business case submitted to CFO')).and(page.locator('[tabindex="0"]')));
    await keyboard.press('End');
    await expect(bar('Go-live')).toBeFocused();
    await keyboard.press('Home');
    await arrowTo(bar(signed));
    const before = await bar(signed).getAttribute('aria-label');
    await keyboard.press('ArrowRight');
    await keyboard.press('Escape');
    await expect(bar(signed)).toBeFocused();
    await keyboard.press('Shift+ArrowRight');
    await keyboard.press('Enter');
    const panel = seller.whatFollows(signed);
    await holdsFocus(panel);
    await press(panel.getByRole('button', { name: 'Move all of them' }));
    await expect(panel).toHaveCount(0);
    await expect(bar(signed)).not.toHaveAttribute('aria-label', before!);
    await expect(bar(signed)).toBeFocused();
    await keyboard.press('Enter');
    await leave(panel, bar(signed));
  });

  await test.step('plan backwards over the timeline', async () => {
    const button = page.getByRole('button', { name: 'Plan backwards' });
    const panel = await open(button, page.getByRole('dialog', { name: 'Plan backwards' }), 'Shift+Tab');
    await press(panel.getByRole('checkbox', { name: signed }), 'Space');
    await press(panel.getByRole('button', { name: 'Leave it as it was' }).last());
    await expect(panel).toHaveCount(0);
    await expect(button).toBeFocused();
  });
});

test('for who reads', async ({ open: visit, plan }) => {
  const person = await visit(linkOf(plan, 'viewer'));
  const { page } = person;
  const { keyboard } = page;
  const row = page.getByRole('row', { name: new RegExp(signed) });

  await test.step('table for who reads', async () => {
    await find(page, signed);
    await holdsFocus(row);
    await keyboard.press('Alt+Enter');
    const panel = page.getByRole('dialog', { name: `Details: ${signed}` });
    await expect(panel).toBeFocused();
    await keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await holdsFocus(row);
  });

  await test.step('timeline for who reads', async () => {
    const button = page.getByRole('button', { name: 'Timeline' });
    await press(button, 'Enter', 'Shift+Tab');
    await expect(button).toBeFocused();
    await tabTo(page.getByRole('button', { name: /^Discovery call complete, / }));
    await arrowTo(page.getByRole('button', { name: /^Contract signed, / }));
    // Nothing to decide for who only reads.
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await press(page.getByRole('button', { name: 'Table', exact: true }), 'Enter', 'Shift+Tab');
    await expect(page.getByRole('button', { name: 'Table', exact: true })).toBeFocused();
    await expect(page.getByRole('table', { name: 'Milestones' })).toBeVisible();
  });
});

test('phases and functions', async ({ seller }) => {
  const { page } = seller;
  const { keyboard } = page;
  const legal = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Open Legal' }) });

  await test.step('tracks', async () => {
    await press(page.getByRole('button', { name: 'Tracks', exact: true }));
    await tabTo(page.getByRole('textbox', { name: 'Add a phase' }));
    await keyboard.type('Discovery');
    await keyboard.press('Enter');
    await keyboard.type('Legal');
    await keyboard.press('Enter');
    await expect(legal).toBeVisible();
    const lead = legal.getByRole('button', { name: /who leads/ });
    await open(lead, page.getByRole('dialog', { name: 'Legal: who leads' }), 'Shift+Tab');
    await keyboard.type('CFO');
    await keyboard.press('Enter');
    await expect(lead).toContainText('CFO');
    await expect(lead).toBeFocused();
    await press(page.getByRole('button', { name: 'Archive Discovery' }), 'Enter', 'Shift+Tab');
    await expect(page.getByRole('link', { name: 'Open Discovery' })).toHaveCount(0);
    await keepsFocus(page);
    await press(page.getByText('1 archived'));
    await press(page.getByRole('button', { name: 'Restore Discovery' }));
    await expect(page.getByRole('link', { name: 'Open Discovery' })).toBeVisible();
    await keepsFocus(page);
  });

  await test.step('track', async () => {
    await press(page.getByRole('link', { name: 'Open Legal' }), 'Enter', 'Shift+Tab');
    const part = page.getByRole('navigation', { name: 'Part of the plan' });
    await expect(part).toBeVisible();
    await keepsFocus(page);
    // The line to add to is made anew with the rows of the part.
    await expect.poll(() => seller.titles()).toEqual([]);
    await expect(async () => {
      await find(page, 'Add a milestone');
      await keyboard.press('Control+a');
      await keyboard.type('Redlines agreed');
      await expect(seller.addLine).toHaveValue('Redlines agreed', { timeout: 500 });
    }).toPass();
    await keyboard.press('Enter');
    await expect.poll(() => seller.titles()).toEqual(['Redlines agreed']);
    await press(part.getByRole('link', { name: 'The whole plan' }), 'Enter', 'Shift+Tab');
    await expect(part).toHaveCount(0);
    await keepsFocus(page);
  });

  await test.step('track that is not there', async () => {
    await seller.saved();
    await page.goto(`${page.url()}/track/0000000000000`);
    const lost = page.getByRole('status').filter({ hasText: 'no such phase' });
    await press(lost.getByRole('link', { name: 'The whole plan' }));
    await expect(lost).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'Phases and functions' })).toBeVisible();
    await keepsFocus(page);
  });
});
