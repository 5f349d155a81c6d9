/** Dates that follow from dates: a slip, planning backwards, the timeline. Nothing moves before somebody says so. */
import { expect, test } from './support/fixtures.ts';
import { linkOf } from './support/relay.ts';
import type { PlanPage } from './support/plan_page.ts';

test.use({ today: '2025-06-19' });

test('legal takes ten days longer: seen first, applied as one step, taken back as one', async ({ seller, buyer }) => {
  await seller.milestone('Contract redlines returned').choose('Move it, and see what follows…');
  const panel = seller.whatFollows('Contract redlines returned');
  await expect(panel.getByRole('spinbutton', { name: 'working days' })).toBeFocused();
  await panel.getByRole('spinbutton', { name: 'working days' }).fill('10');
  await expect(panel).toContainText('Moves 6 milestones. Go-live comes 10 working days later: Mon 15 Sept');
  await expect(panel.getByRole('row', { name: /^Contract signed/ })).toContainText('Thu 7 Aug');
  await expect(panel.getByRole('row', { name: /^Data migration/ })).toContainText('it waits for Onboarding kickoff');
  // Seen here, and nowhere else yet.
  await expect(buyer.milestone('Contract signed').due).toHaveValue('2025-07-24');

  await panel.getByRole('button', { name: 'Move all of them' }).click();
  await expect(panel).toHaveCount(0);
  await expect(buyer.milestone('Contract signed').due).toHaveValue('2025-08-07');
  await expect(buyer.milestone('Go-live').due).toHaveValue('2025-09-15');
  await expect(buyer.target).toHaveValue('2025-09-15');

  await seller.page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(buyer.milestone('Contract redlines returned').due).toHaveValue('2025-07-17');
  await expect(buyer.milestone('Contract signed').due).toHaveValue('2025-07-24');
  await expect(buyer.target).toHaveValue('2025-09-01');
});

test('a date that others wait for asks in place, by keyboard: leave it, or move only this one', async ({ seller, buyer }) => {
  const signed = seller.milestone('Contract signed');
  await signed.due.fill('2025-07-31');
  const panel = seller.whatFollows('Contract signed');
  await expect(panel.getByRole('button', { name: 'Move all of them' })).toBeFocused();
  await seller.page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(signed.due).toHaveValue('2025-07-24');
  await expect(signed.due).toBeFocused();

  await signed.due.fill('2025-07-31');
  await expect(panel).toBeVisible();
  await seller.page.keyboard.press('Tab');
  await expect(panel.getByRole('button', { name: 'Move only this one' })).toBeFocused();
  await seller.page.keyboard.press('Enter');
  await expect(buyer.milestone('Contract signed').due).toHaveValue('2025-07-31');
  await expect(buyer.milestone('Onboarding kickoff').due).toHaveValue('2025-07-28');
});

test('while one date asks, another milestone has a panel of its own', async ({ seller, buyer }) => {
  await seller.milestone('Contract signed').due.fill('2025-07-31');
  await expect(seller.whatFollows('Contract signed')).toBeVisible();
  await seller.milestone('Contract redlines returned').choose('Move it, and see what follows…');
  const panel = seller.whatFollows('Contract redlines returned');
  await panel.getByRole('spinbutton', { name: 'working days' }).fill('10');
  await expect(panel).toContainText('Moves 6 milestones.');
  await panel.getByRole('button', { name: 'Move all of them' }).click();
  await expect(buyer.milestone('Contract redlines returned').due).toHaveValue('2025-07-31');
  // The date that was set first stands, and moves on from there.
  await expect(buyer.milestone('Contract signed').due).toHaveValue('2025-08-14');
});

test('a date that nothing waits for is simply written', async ({ seller, buyer }) => {
  await seller.add('Works council informed');
  await seller.milestone('Works council informed').due.fill('2025-07-01');
  await expect(buyer.milestone('Works council informed').due).toHaveValue('2025-07-01');
  await expect(seller.page.getByRole('dialog')).toHaveCount(0);
});

test('slack takes a small slip: nothing follows, so nothing is asked', async ({ seller }) => {
  await seller.milestone('CFO budget approval').due.fill('2025-06-27');
  await expect(seller.milestone('CFO budget approval').due).toHaveValue('2025-06-27');
  await expect(seller.milestone('Contract redlines returned').due).toHaveValue('2025-07-17');
});

test('the plan is made backwards from another go-live, as one step', async ({ seller, buyer }) => {
  await seller.add('Works council informed');
  await seller.page.getByRole('button', { name: 'Plan backwards' }).click();
  const panel = seller.page.getByRole('dialog', { name: 'Plan backwards' });
  await panel.getByLabel('from go-live on').fill('2025-09-15');
  const council = panel.getByRole('row', { name: /Works council informed/ });
  await expect(council.getByRole('checkbox')).toBeChecked();
  await expect(council).toContainText('Mon 15 Sept');
  // What was promised earlier than it must be keeps its promise.
  await expect(panel.getByRole('row', { name: /Contract signed/ }).getByRole('checkbox')).not.toBeChecked();
  await council.getByRole('button', { name: 'Why? Works council informed' }).click();
  await expect(seller.page.getByRole('dialog', { name: 'Why? Works council informed' })).toContainText('that is the go-live date');
  await seller.page.keyboard.press('Escape');
  await panel.getByRole('button', { name: 'Set these dates' }).click();

  await expect(buyer.target).toHaveValue('2025-09-15');
  await expect(buyer.milestone('Go-live').due).toHaveValue('2025-09-15');
  await expect(buyer.milestone('Works council informed').due).toHaveValue('2025-09-15');
  await expect(buyer.milestone('Contract signed').due).toHaveValue('2025-07-24');
  await seller.page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(buyer.target).toHaveValue('2025-09-01');
  await expect(buyer.milestone('Works council informed').due).toHaveValue('');
});

test('where the plan is heading says why', async ({ seller }) => {
  const target = seller.page.getByRole('region', { name: 'Live by' });
  await expect(target).toContainText('At today’s pace: Mon 1 Sept');
  await target.getByRole('button', { name: 'Why? The date at today’s pace' }).click();
  const why = seller.page.getByRole('dialog', { name: 'Why? The date at today’s pace' });
  await expect(why).toContainText('it waits for User acceptance testing');
  await expect(why).toContainText('Security questionnaire submitted');
});

test('a step that nobody linked is said, and its promise holds the date', async ({ seller }) => {
  const target = seller.page.getByRole('region', { name: 'Live by' });
  await seller.add('Works council informed');
  await expect(target).toContainText('1 step is not linked to the go-live yet');
  await seller.milestone('Works council informed').due.fill('2025-09-04');
  await expect(target).toContainText('At today’s pace: Thu 4 Sept');
  await expect(target).toContainText('3 working days late');
  await target.getByRole('button', { name: 'Why? The date at today’s pace' }).click();
  const why = seller.page.getByRole('dialog', { name: 'Why? The date at today’s pace' });
  await expect(why).toContainText('Not before Thu 4 Sept: “Works council informed” is promised for that day.');
});

test('a date before that of what comes first is marked in words, for who reads too', async ({ seller, open, plan }) => {
  const { row } = seller.milestone('Contract signed');
  await expect(row).not.toContainText('too early');
  await seller.milestone('Contract redlines returned').setDueAlone('2025-07-31');
  await expect(row).toContainText('too early: “Contract redlines returned” comes first and is due Thu 31 Jul');
  const reader = await open(linkOf(plan, 'viewer', 'buyer'));
  await expect(reader.page.getByRole('row').filter({ hasText: 'too early' })).toContainText('Contract signed');
  await seller.milestone('Contract redlines returned').setStatus('Done');
  await expect(row).not.toContainText('too early');
});

test('the timeline by keyboard: a bar is moved, decided on, and taken back', async ({ seller, buyer }) => {
  const { page } = seller;
  await page.getByRole('button', { name: 'Timeline' }).click();
  const list = page.getByRole('list', { name: 'Milestones in time' });
  await expect(list.getByRole('listitem')).toHaveCount(11);
  const bar = (name: string) => list.getByRole('button', { name: new RegExp(`^${name}`) });
  await expect(bar('IT security review')).toHaveAccessibleName('IT security review complete, 23 Jun to 10 Jul, 0 days slack, critical');
  await expect(bar('Discovery call')).toHaveAccessibleName('Discovery call complete, 10 Jun, done');

  // One bar is in the tab order; arrows lead to the others.
  await bar('Discovery call').focus();
  for (let line = 0; line < 5; line += 1) await page.keyboard.press('ArrowDown');
  await expect(bar('Contract redlines')).toBeFocused();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText(/^Contract redlines returned to Thu 31 Jul: Moves 6 milestones, go-live \+10 days/)).toBeAttached();
  await expect(buyer.milestone('Contract redlines returned').due).toHaveValue('2025-07-17');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(seller.whatFollows('Contract redlines returned').getByRole('spinbutton')).toHaveValue('1');
  await page.keyboard.press('Escape');
  await expect(bar('Contract redlines')).toBeFocused();

  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await page.keyboard.press('Enter');
  await expect(seller.whatFollows('Contract redlines returned')).toContainText('Go-live comes 2 working days later');
  await page.keyboard.press('Enter');
  await expect(buyer.milestone('Contract redlines returned').due).toHaveValue('2025-07-21');
  await expect(buyer.target).toHaveValue('2025-09-03');
  await expect(bar('Contract redlines')).toHaveAccessibleName(/^Contract redlines returned, 11 Jul to 21 Jul/);
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(buyer.target).toHaveValue('2025-09-01');

  await page.reload();
  await expect(list.getByRole('listitem')).toHaveCount(11);
});

test('a bar is dragged: it says what would follow, and the drop asks', async ({ seller, buyer }) => {
  const { page } = seller;
  await page.getByRole('button', { name: 'Timeline' }).click();
  const bar = page.getByRole('button', { name: /^Contract signed,/ });
  const from = await bar.boundingBox();
  if (!from) throw new Error('the bar is not on the page');
  const [x, y] = [from.x + from.width / 3, from.y + from.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 2, { steps: 4 });
  await page.mouse.move(x + 110, y + 2, { steps: 6 });
  await expect(page.getByText(/^Moves 5 milestones, go-live \+\d+ days$/)).toBeVisible();
  await page.mouse.up();
  const panel = seller.whatFollows('Contract signed');
  await expect(panel).toContainText('Moves 5 milestones');
  expect(await bar.boundingBox()).toEqual(from);
  await panel.getByRole('button', { name: 'Move all of them' }).click();
  await expect(buyer.target).not.toHaveValue('2025-09-01');
  await expect(bar).not.toHaveAccessibleName(/18 Jul to 24 Jul/);
});

test('who may only read sees the timeline and moves nothing', async ({ open, plan }) => {
  const reader = await open(linkOf(plan, 'viewer'));
  await reader.page.getByRole('button', { name: 'Timeline' }).click();
  const bar = reader.page.getByRole('button', { name: /^Contract signed,/ });
  await bar.focus();
  await reader.page.keyboard.press('ArrowRight');
  await reader.page.keyboard.press('Enter');
  await expect(reader.page.getByRole('dialog')).toHaveCount(0);
  await expect(bar).toHaveAccessibleName(/18 Jul to 24 Jul/);
});

test('days off of a side are counted in what is computed, and both see them', async ({ seller, buyer, open, plan }) => {
  const panel = (person: PlanPage) => person.page.getByRole('dialog', { name: 'Working days' });
  const days = (person: PlanPage) => panel(person).getByRole('list', { name: 'Days off: Buyer' }).getByRole('listitem');
  for (const person of [seller, buyer]) {
    await person.page.getByRole('button', { name: 'Timeline' }).click();
    await person.page.getByRole('button', { name: 'Working days' }).click();
  }
  const pace = seller.page.getByRole('region', { name: 'Live by' }).getByText(/today’s pace/i).first();
  const before = await pace.textContent();
  const form = panel(seller).getByRole('form', { name: 'Add days off: Buyer' });
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(form.getByRole('alert')).toHaveText('Choose the day first.');
  await form.getByLabel('Day off').fill('2025-08-11');
  await form.getByLabel(/^Until/).fill('2025-08-08');
  await form.getByLabel('Why').fill('Summer break');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(form.getByRole('alert')).toContainText('The last day is before the first.');
  await expect(form.getByLabel('Why')).toHaveValue('Summer break');
  await form.getByLabel(/^Until/).fill('2025-09-12');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(days(buyer)).toContainText(/11 Aug.*12 Sept?.*Summer break/);
  await expect(pace).not.toHaveText(before ?? '');

  await days(buyer).getByRole('button', { name: /Summer break off the list/ }).click();
  await expect(days(seller)).toHaveCount(0);
  await expect(pace).toHaveText(before ?? '');

  // Somebody works on some day.
  const week = panel(seller).getByRole('group', { name: 'Works on' }).first();
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday']) await week.getByLabel(day).uncheck();
  await week.getByLabel('Friday').click();
  await expect(week.getByLabel('Friday')).toBeChecked();

  const viewer = await open(linkOf(plan, 'viewer'));
  await viewer.page.getByRole('button', { name: 'Timeline' }).click();
  await viewer.page.getByRole('button', { name: 'Working days' }).click();
  await expect(panel(viewer).getByLabel('Friday').first()).toBeDisabled();
  await expect(panel(viewer).getByRole('form')).toHaveCount(0);
});
