/** By keys alone: the pages beside a plan's own. */
import type { Locator, Page } from '@playwright/test';
import { resolve } from 'node:path';
import { expect, test } from './support/fixtures.ts';
import { chooseFile, holdsFocus, keepsFocus, press, tabTo } from './support/keys.ts';
import { PlanPage } from './support/plan_page.ts';
import { type Link, linkOf, type NewPlan, type Relay } from './support/relay.ts';

test.use({ today: '2025-06-19', viewport: { width: 1440, height: 900 } });
// Each walks through several views, stop by stop.
test.describe.configure({ timeout: 120_000 });

const september = resolve(import.meta.dirname, '../../examples/september.csv');

test.beforeEach(({ page, today }) => page.clock.setFixedTime(new Date(`${today}T10:00:00`)));

/** Opens a way to a new plan on the first page; its form. */
async function way(page: Page, name: string): Promise<Locator> {
  const button = page.getByRole('button', { name });
  await press(button);
  const form = page.getByRole('form', { name });
  await expect(form).toBeVisible();
  await expect(button).toBeFocused();
  return form;
}

/** Makes the plan, and comes back to the first page. */
async function make(page: Page, relay: Relay, form: Locator, title: string): Promise<void> {
  const person = new PlanPage(page, relay);
  await press(form.getByRole('button', { name: 'Make the plan' }));
  await expect(person.milestone(title).row).toBeVisible();
  await keepsFocus(page);
  await person.saved();
  await press(page.getByRole('link', { name: 'Coplan, to your plans' }), 'Enter', 'Shift+Tab');
  await expect(page.getByRole('heading', { name: 'Your plans' })).toBeVisible();
  await keepsFocus(page);
}

async function visited(page: Page, relay: Relay, link: Link): Promise<PlanPage> {
  const person = new PlanPage(page, relay);
  await person.visit(link);
  await person.saved();
  return person;
}

test('first page', async ({ page, relay, plan }) => {
  const { keyboard } = page;
  const person = new PlanPage(page, relay);

  await test.step('first page, empty', async () => {
    await page.goto(relay.address);
    const dutch = page.getByRole('button', { name: 'Nederlands' });
    await press(dutch);
    await expect(page.getByRole('heading', { name: 'Je plannen' })).toBeVisible();
    await expect(dutch).toBeFocused();
    await press(page.getByRole('button', { name: 'English' }), 'Enter', 'Shift+Tab');
    await expect(page.getByRole('heading', { name: 'Your plans' })).toBeVisible();
  });

  await test.step('first page with a link that is none', async () => {
    const field = page.getByRole('textbox', { name: /^Got a link to a plan/ });
    await tabTo(field, 'Shift+Tab');
    await keyboard.type('https://example.com');
    await keyboard.press('Enter');
    await expect(page.getByText('That is not a link to a plan.')).toBeVisible();
    await expect(field).toBeFocused();
    await keyboard.press('Control+a');
    await keyboard.type(relay.address + linkOf(plan, 'editor', 'seller').path);
    await press(page.getByRole('button', { name: 'Open', exact: true }));
    await person.ready();
    await person.saved();
    await keepsFocus(page);
    await press(page.getByRole('link', { name: 'Coplan, to your plans' }), 'Enter', 'Shift+Tab');
  });

  await test.step('how to begin', async () => {
    await press(page.getByRole('button', { name: 'New plan' }));
    const line = page.getByRole('region', { name: 'How to begin' });
    for (const answer of ['Both want to', 'The first talk', 'Go on', 'One side’s, for now']) {
      await press(line.getByRole('button', { name: answer }));
      await holdsFocus(line);
    }
    await press(line.getByRole('button', { name: 'Understood' }));
    await expect(line).toHaveCount(0);
    await expect(person.title).toBeFocused();
  });

  await test.step('plan without a milestone', async () => {
    await expect(page.getByText('What has to happen before that day?')).toBeVisible();
    await keepsFocus(page);
    await tabTo(person.addLine);
    await keyboard.type('Contract signed');
    await keyboard.press('Enter');
    await expect(person.milestone('Contract signed').row).toBeVisible();
    await expect(person.addLine).toBeFocused();
    await person.saved();
    await press(page.getByRole('link', { name: 'Coplan, to your plans' }), 'Enter', 'Shift+Tab');
  });

  await test.step('first page with plans', async () => {
    const plans = page.getByRole('list', { name: 'Plans in this browser' });
    await expect(plans.getByRole('listitem')).toHaveCount(2);
    await press(plans.getByRole('button', { name: 'Take “september” off this list' }));
    await expect(plans.getByRole('listitem')).toHaveCount(1);
    await keepsFocus(page);
    await press(page.getByRole('button', { name: 'Put back' }));
    await expect(plans.getByRole('listitem')).toHaveCount(2);
    await keepsFocus(page);
    await press(plans.getByRole('link', { name: /^september/ }));
    await person.ready();
    await keepsFocus(page);
  });
});

test('a plan from a template or a table', async ({ page, relay }) => {
  const { keyboard } = page;
  await relay.start();
  await page.goto(relay.address);

  await test.step('new plan: from a template', async () => {
    const form = await way(page, 'From a template');
    await tabTo(form.getByRole('radio', { name: /^Short cycle/ }));
    for (let down = 0; down < 3; down += 1) await keyboard.press('ArrowDown');
    await expect(form.getByRole('radio', { name: /^Software to go-live/ })).toBeChecked();
    await tabTo(form.getByLabel('The day to reach'));
    await keyboard.type('09092025');
    await press(form.getByRole('button', { name: 'Make the plan' }));
    const person = new PlanPage(page, relay);
    await person.ready();
    await expect(person.target).toHaveValue('2025-09-09');
    await keepsFocus(page);
    await person.saved();
    await press(page.getByRole('link', { name: 'Coplan, to your plans' }), 'Enter', 'Shift+Tab');
  });

  await test.step('new plan: from a file or a table', async () => {
    const form = await way(page, 'From a file or a table');
    await chooseFile(form.getByLabel(/^A spreadsheet/), september);
    await expect(form.getByRole('list', { name: 'Rows of the file' }).getByRole('listitem')).toHaveCount(11);
    await tabTo(form.getByRole('combobox', { name: /^Side/ }));
    await keyboard.type('into');
    await expect(form.getByRole('combobox', { name: /^Side/ })).toHaveValue('');
    await make(page, relay, form, 'Contract signed');
  });

  await test.step('new plan: from a table that was pasted', async () => {
    const form = await way(page, 'From a file or a table');
    await tabTo(form.getByLabel('Or paste a table here'));
    await keyboard.insertText('Milestone\tDue\tOwner\nDemo\t03/07/2031\tRep\nPilot\tsoonish\tRep\n\t2031-07-01\t\n');
    await press(form.getByRole('button', { name: 'Read it' }));
    await press(form.getByRole('button', { name: /7 March 2031/ }));
    await holdsFocus(form);
    await make(page, relay, form, 'Demo');
  });
});

test('a plan from what was said', async ({ page, relay }) => {
  const { keyboard } = page;
  await relay.start();
  await page.goto(relay.address);

  await test.step('new plan: from notes', async () => {
    const form = await way(page, 'From notes');
    await tabTo(form.getByLabel('Notes of a call, or a mail'));
    await keyboard.type('Maria Jansen will send the security questionnaire by Friday. Legal review takes two weeks.');
    await press(form.getByRole('button', { name: 'Propose steps' }));
    const person = form.getByRole('checkbox', { name: /^Maria Jansen/ });
    await press(person, 'Space');
    await expect(person).not.toBeChecked();
    await make(page, relay, form, 'Legal review');
  });

  await test.step('new plan: from three questions', async () => {
    const form = await way(page, 'From three questions');
    for (const [question, answer] of [
      [/^How do you usually decide/, 'Security review takes two weeks.'],
      [/^Who else takes part/, 'Sarah Chen (CFO) approves the budget.'],
      [/^By when/, 'We must be live by 1 September 2031.'],
    ] as const) {
      await tabTo(form.getByLabel(question));
      await keyboard.type(answer);
    }
    await press(form.getByRole('button', { name: 'Propose steps' }));
    await make(page, relay, form, 'Security review');
  });

  await test.step('text that was shared', async () => {
    const shared = page.getByRole('region', { name: 'Shared with Coplan' });
    await page.goto(`${relay.address}/?share_title=Call&share_text=Legal%20review`);
    await press(shared.getByRole('button', { name: 'Discard it' }));
    await expect(shared).toHaveCount(0);
    await keepsFocus(page);
    await page.goto(`${relay.address}/?share_title=Call&share_text=Legal%20review`);
    await press(shared.getByRole('button', { name: 'Start a plan with it' }));
    await new PlanPage(page, relay).ready();
    await keepsFocus(page);
  });
});

test('what the browser keeps', async ({ page, relay, plan }) => {
  await visited(page, relay, linkOf(plan, 'editor', 'seller'));
  await press(page.getByRole('link', { name: 'Coplan, to your plans' }));
  await press(page.getByRole('link', { name: 'What this browser keeps' }));
  await expect(page.getByRole('heading', { name: 'What this browser keeps' })).toBeVisible();
  await keepsFocus(page);
  const forget = page.getByRole('button', { name: 'Forget “september” on this device' });
  const question = page.getByRole('alertdialog', { name: 'Forget “september” on this device' });

  await test.step('what the browser keeps', async () => {
    const download = page.waitForEvent('download');
    await press(page.getByRole('button', { name: 'Save as a file: september' }));
    await download;
    await press(forget);
    await keepsFocus(page);
    await press(question.getByRole('button', { name: 'Keep' }));
    await expect(question).toHaveCount(0);
    await keepsFocus(page);
  });

  await test.step('what the browser keeps, nothing', async () => {
    await press(forget);
    await press(question.getByRole('button', { name: 'Yes, forget' }));
    await expect(page.getByText('Nothing is kept here.')).toBeVisible();
    await keepsFocus(page);
    await press(page.getByRole('link', { name: 'Coplan' }), 'Enter', 'Shift+Tab');
    await expect(page.getByRole('heading', { name: 'Your plans' })).toBeVisible();
    await keepsFocus(page);
  });
});

test('addresses that lead nowhere', async ({ page, relay, plan }) => {
  await test.step('address without a page', async () => {
    await page.goto(`${relay.address}/nowhere`);
    await press(page.getByRole('link', { name: 'To your plans' }));
    await expect(page.getByRole('heading', { name: 'Your plans' })).toBeVisible();
    await keepsFocus(page);
  });

  await test.step('key that opens nothing', async () => {
    await page.goto(`${relay.address}/p/${plan.plan}#k=${'x'.repeat(32)}`);
    await expect(page.getByRole('heading', { name: 'This link does not open a plan' })).toBeVisible();
    await press(page.getByRole('link', { name: 'To your plans' }));
    await expect(page.getByRole('heading', { name: 'Your plans' })).toBeVisible();
    await keepsFocus(page);
  });
});

test('inside another page', async ({ page, relay, plan }) => {
  const { keyboard } = page;
  const address = (plan: NewPlan, query: string) =>
    relay.address + linkOf(plan, 'editor', 'seller').path.replace('/p/', '/embed/').replace('#', `${query}#`);
  const person = new PlanPage(page, relay);

  await test.step('key that opens nothing inside another page', async () => {
    // Before the browser knows the right one. There is no control: nothing to reach, and nothing that holds the focus.
    await page.goto(`${relay.address}/embed/${plan.plan}#k=wrong`);
    await expect(page.getByRole('heading', { name: 'This link does not open a plan' })).toBeVisible();
    await expect(page.getByRole('link').or(page.getByRole('button'))).toHaveCount(0);
    await keyboard.press('Tab');
    await expect(page.getByRole('heading', { name: 'This link does not open a plan' })).toBeVisible();
  });

  await test.step('table inside another page', async () => {
    await page.goto(address(plan, ''));
    await person.ready();
    const title = person.milestone('Discovery call complete').title;
    await tabTo(title);
    // What listens comes a moment after the table.
    await expect(async () => {
      await keyboard.press('Alt+Enter');
      await expect(page.getByRole('dialog')).toBeFocused({ timeout: 500 });
    }).toPass();
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(title).toBeFocused();
    const tab = page.waitForEvent('popup');
    await press(page.getByRole('link', { name: 'Open in own tab' }), 'Enter', 'Shift+Tab');
    await (await tab).close();
  });

  await test.step('timeline inside another page', async () => {
    await page.goto(address(plan, '?view=timeline'));
    const bar = page.getByRole('button', { name: /^Discovery call complete, / });
    await tabTo(bar);
    await keyboard.press('End');
    const last = page.getByRole('button', { name: /^Go-live, / });
    await expect(last).toBeFocused();
    await keyboard.press('Enter');
    const panel = person.whatFollows('Go-live');
    await holdsFocus(panel);
    await keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(last).toBeFocused();
  });
});
