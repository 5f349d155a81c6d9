/** In and out: plans from templates, files and notes, downloads, and files that come back. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { PlanPage } from './support/plan_page.ts';

test.use({ serviceWorkers: 'allow' });

const september = resolve(import.meta.dirname, '../../examples/september.csv');

test('a template and a day become a plan', async ({ page, relay }) => {
  await relay.start();
  await page.goto(relay.address);
  await page.getByRole('button', { name: 'From a template' }).click();
  const form = page.getByRole('form', { name: 'From a template' });
  await expect(form.getByRole('radio')).toHaveCount(7);
  await form.getByLabel('The day to reach').fill('2031-12-01');
  await form.getByRole('button', { name: 'Make the plan' }).click();
  const plan = new PlanPage(page, relay);
  await plan.ready();
  expect(await plan.titles()).toHaveLength(4);
  await plan.saved();
});

test('a spreadsheet becomes a plan, row by row', async ({ page, relay }) => {
  await relay.start();
  await page.goto(relay.address);
  await page.getByRole('button', { name: 'From a file or a table' }).click();
  const form = page.getByRole('form', { name: 'From a file or a table' });
  await form.getByLabel(/^A spreadsheet/).setInputFiles(september);
  await expect(form.getByRole('list', { name: 'Rows of the file' }).getByRole('listitem')).toHaveCount(11);
  await form.getByRole('button', { name: 'Make the plan' }).click();
  const plan = new PlanPage(page, relay);
  await plan.ready();
  expect(await plan.titles()).toHaveLength(11);
  await expect(plan.target).toHaveValue('2025-09-01');
  // Whose step it is came along, on whichever side.
  for (const [title, owner] of [['Discovery call complete', 'Rep'], ['IT security review complete', 'IT Lead']] as const)
    await expect(plan.milestone(title).row.getByRole('button', { name: owner })).toBeVisible();
});

/** The form on the first page that begins a plan this way, opened with the keyboard alone. */
async function begin(page: Page, way: string): Promise<Locator> {
  const opener = page.getByRole('button', { name: way });
  await opener.focus();
  await page.keyboard.press('Enter');
  return page.getByRole('form', { name: way });
}

/** Presses a control as a keyboard does. */
async function press(control: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await control.focus();
  await expect(control).toBeFocused();
  await control.press(key);
}

test('notes become proposals that a person leaves out one by one', async ({ page, relay }) => {
  await relay.start();
  await page.goto(relay.address);
  const form = await begin(page, 'From notes');
  const notes = [
    'Our goal is to close the books in two days.',
    'We must be live by 1 September 2031.',
    'Maria Jansen will send the security questionnaire by Friday.',
    'Legal review takes two weeks.',
  ];
  await form.getByLabel('Notes of a call, or a mail').focus();
  await page.keyboard.insertText(notes.join(' '));
  await press(form.getByRole('button', { name: 'Propose steps' }));
  const group = (name: string) => form.getByRole('group', { name });
  const [goal, live] = [/^Goal:/, /^To be live: Monday/].map((name) => group('The plan as a whole').getByRole('checkbox', { name }));
  const maria = group('People').getByRole('checkbox', { name: /^Maria Jansen/ });
  const steps = group('Steps').getByRole('checkbox');
  await expect(steps).toHaveCount(3);
  // Each stands with its sentence, and its sentence is in its name.
  for (const [item, sentence] of [[goal, 0], [live, 1], [maria, 2], [steps.first(), 2], [steps.nth(1), 3], [steps.last(), 1]] as const)
    await expect(item).toHaveAccessibleName(new RegExp(notes[sentence].slice(0, -1)));
  await expect(steps.first()).toHaveAccessibleName(/Maria Jansen · /);

  await press(goal, 'Space');
  await press(maria, 'Space');
  await expect(steps.first()).not.toHaveAccessibleName(/Maria Jansen · /);
  await press(form.getByRole('checkbox', { name: /^Legal review/ }), 'Space');
  await press(form.getByRole('button', { name: 'Make the plan' }));
  const plan = new PlanPage(page, relay);
  await plan.ready();
  expect(await plan.titles()).toEqual(['Send the security questionnaire', 'Go-live']);
  await expect(plan.goal).toHaveValue('');
  await expect(plan.target).toHaveValue('2031-09-01');
  await expect(plan.milestone('Send the security questionnaire').row.getByText('Add an owner')).toBeVisible();
});

test('the answers to three questions become a draft, its date and the reason for it too', async ({ page, relay }) => {
  await relay.start();
  await page.goto(relay.address);
  const form = await begin(page, 'From three questions');
  const answers = [
    [/^How do you usually decide/, 'Security review takes two weeks. Legal review, 10 days.'],
    [/^Who else takes part/, 'Sarah Chen (CFO) approves the budget.'],
    [/^By when/, 'We must be live by 1 September 2031 because the old contract ends.'],
  ] as const;
  for (const [question, answer] of answers) {
    await form.getByLabel(question).focus();
    await page.keyboard.insertText(answer);
  }
  await press(form.getByRole('button', { name: 'Propose steps' }));
  await expect(form.getByRole('checkbox', { name: /^Why now:.*old contract ends/ })).toBeChecked();
  await press(form.getByRole('checkbox', { name: /^Legal review/ }), 'Space');
  await press(form.getByRole('button', { name: 'Make the plan' }));
  const plan = new PlanPage(page, relay);
  await plan.ready();
  await expect(plan.target).toHaveValue('2031-09-01');
  const titles = (await plan.titles()).join('; ');
  expect(titles).toContain('Security review');
  expect(titles).not.toContain('Legal review');
});

test('a Dutch page says what became of a file in Dutch', async ({ page, relay }) => {
  await relay.start();
  await page.goto(relay.address);
  await press(page.getByRole('button', { name: 'Nederlands' }));
  const form = await begin(page, 'Uit een bestand of tabel');
  await form.getByLabel('Of plak hier een tabel').fill('Milestone\tDue\tOwner\nDemo\tsoonish\tRep\n\t2031-07-01\t\n');
  await press(form.getByRole('button', { name: 'Lees het' }));
  const rows = form.getByRole('list', { name: 'Rijen van het bestand' }).getByRole('listitem');
  await expect(rows.first()).toContainText('Due: “soonish” is geen datum: staat in de notities; noem een dag');
  await expect(rows.last()).toContainText('heeft geen titel en is dus geen mijlpaal');
});

test.describe('one line makes a milestone', () => {
  test.use({ today: '2025-06-19' });
  const line = 'Security review @Tom by June 20 after Security questionnaire 10d #IT';
  const meant = [
    'Title: Security review',
    'Owner: Tom (new)',
    'Due: Fri 20 Jun',
    'After: Security questionnaire submitted',
    'Takes: 10 working days',
    'Track: IT (new)',
  ];
  const hint = /^@owner, by June 20/;
  const understood = (page: Page) => page.getByRole('list', { name: 'What was understood' }).getByRole('listitem');

  test('what was understood stands there before Enter, and all of it is one step', async ({ seller }) => {
    const { page } = seller;
    const before = await seller.titles();
    await seller.addLine.focus();
    await expect(page.getByText(hint)).toBeVisible();
    await page.keyboard.type(line);
    await expect(understood(page)).toHaveText(meant);
    await page.keyboard.press('Enter');
    await expect.poll(() => seller.titles()).toEqual([...before, 'Security review']);
    await expect(seller.addLine).toBeFocused();
    await expect(seller.addLine).toHaveValue('');
    const { row, due } = seller.milestone('Security review');
    await expect(row.getByRole('button', { name: /Tom/ })).toBeVisible();
    await expect(due).toHaveValue('2025-06-20');
    await expect(row).toContainText('Security questionnaire submitted');

    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect.poll(() => seller.titles()).toEqual(before);
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  });

  test('what can mean several things is said, and stays in the title', async ({ seller }) => {
    const { page } = seller;
    await seller.addLine.focus();
    await expect(page.getByText(hint)).toBeVisible();
    for (const name of ['Tom Baker', 'Tom Visser']) {
      await page.keyboard.type(`Step of @"${name}"`);
      await page.keyboard.press('Enter');
    }
    await page.keyboard.type('Sign @Tom by 03/07 after Contract');
    await expect(understood(page)).toHaveText(['Title: Sign @Tom after Contract', 'Due: Thu 3 Jul']);
    await expect(page.getByText(/^Who is @Tom: Tom (Baker or Tom Visser|Visser or Tom Baker)\? Write the whole name\.$/)).toBeVisible();
    await expect(page.getByText(/^Which “Contract”: Contract redlines returned or Contract signed\?/)).toBeVisible();
    await expect(page.getByText(/^“03\/07” is read with the day first\. If you mean Fri 7 Mar/)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await seller.titles()).at(-1)).toBe('Sign @Tom after Contract');
    // A line without a title makes nothing, and is not lost.
    await page.keyboard.type('by June 20');
    await page.keyboard.press('Enter');
    await expect(understood(page).first()).toHaveText('It needs a title too: what happens?');
    await expect(seller.addLine).toHaveValue('by June 20');
  });

  test('between rows too, where lines keep their order', async ({ seller }) => {
    const { page } = seller;
    const [first, ...rest] = await seller.titles();
    await press(page.getByRole('button', { name: `Move or archive: ${first}`, exact: true }));
    await press(page.getByRole('menuitem', { name: 'Add one below' }));
    const between = page.getByRole('textbox', { name: /^Add below / });
    await expect(between).toBeFocused();
    await expect(page.getByText(hint).first()).toBeVisible();
    for (const more of ['Reference call @Sarah next Tuesday', 'Demo of it 2w after Reference call']) {
      await expect(between).toBeFocused();
      await page.keyboard.type(more);
      await expect(understood(page).first()).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(between).toHaveValue('');
    }
    await expect.poll(() => seller.titles()).toEqual([first, 'Reference call', 'Demo of it', ...rest]);
    await expect(seller.milestone('Reference call').due).toHaveValue('2025-06-24');
    await expect(seller.milestone('Demo of it').row).toContainText('Reference call');
    await expect(between).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(between).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Move or archive: Demo of it', exact: true })).toBeFocused();
  });

  test('with the network gone after the page has rested', async ({ seller }) => {
    const { page } = seller;
    await seller.addLine.focus();
    await expect(page.getByText(hint)).toBeVisible();
    await seller.saved();
    await page.context().setOffline(true);
    await page.keyboard.type(line);
    await expect(understood(page)).toHaveText(meant);
    await page.keyboard.press('Enter');
    await expect(seller.milestone('Security review').due).toHaveValue('2025-06-20');
    await page.context().setOffline(false);
    await seller.saved();
  });

  test.describe('while what reads it does not come', () => {
    test.use({ serviceWorkers: 'block' });

    test('it is a title, word for word', async ({ seller }) => {
      const { page } = seller;
      await page.route(/coplan-exchange-worker/, (route) => route.abort());
      await seller.add(line);
      await expect.poll(async () => (await seller.titles()).at(-1)).toBe(line);
      await expect(page.getByText(hint)).toHaveCount(0);
    });
  });

  test('in Dutch', async ({ seller }) => {
    const { page } = seller;
    await press(page.getByRole('button', { name: 'Nederlands' }));
    const add = page.getByRole('textbox', { name: 'Mijlpaal toevoegen' });
    await add.focus();
    await expect(page.getByText(/^@eigenaar, voor 20 juni/)).toBeVisible();
    await page.keyboard.type('Juridische toets @Legal uiterlijk 20 juni 2w na Security questionnaire submitted');
    const list = page.getByRole('list', { name: 'Wat is begrepen' }).getByRole('listitem');
    await expect(list).toHaveText([
      'Titel: Juridische toets',
      'Eigenaar: Legal',
      'Wanneer: vr 20 jun',
      'Duurt: 10 werkdagen',
      'Na: Security questionnaire submitted',
    ]);
  });
});

test('every format downloads as what it says', async ({ seller }) => {
  const { page } = seller;
  await press(page.getByRole('button', { name: 'Files' }));
  const starts = { Excel: 'PK', CSV: '\uFEFF', Markdown: '#', HTML: '<!', iCalendar: 'BEGIN:VCALENDAR', 'MS Project XML': '<?xml', JSON: '{' };
  for (const [name, start] of Object.entries(starts)) {
    const download = page.waitForEvent('download');
    await press(page.getByRole('button', { name, exact: true }));
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text.slice(0, start.length), name).toBe(start);
  }
});

test('the table goes to the clipboard, rich and plain', async ({ seller }) => {
  const { page } = seller;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await press(page.getByRole('button', { name: 'Files' }));
  await press(page.getByRole('button', { name: 'Copy as table' }));
  await expect(page.getByText('The table is on the clipboard.')).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return Promise.all(['text/html', 'text/plain'].map(async (type) => (await item.getType(type)).text()));
  });
  expect(copied[0]).toContain('<table');
  expect(copied[1]).toContain('| Contract signed |');
});

test('a download that was edited comes back as one step', async ({ seller }) => {
  const { page } = seller;
  const before = await seller.titles();
  await page.getByRole('button', { name: 'Files' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  const file = (text: string) => ({ name: 'plan.json', mimeType: 'application/json', buffer: Buffer.from(text) });

  const input = page.getByLabel('Import a file into this plan');
  await input.setInputFiles(file(text));
  await expect(page.getByText('Nothing in it differs from this plan.')).toBeVisible();

  await input.setInputFiles(file(text.replaceAll(before[0], 'First of all')));
  await page.getByRole('button', { name: 'Change this plan' }).click();
  await expect.poll(() => seller.titles()).toEqual(['First of all', ...before.slice(1)]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => seller.titles()).toEqual(before);
});
