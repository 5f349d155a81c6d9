/** In and out: plans from templates, files and notes, downloads, and files that come back. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from './support/fixtures.ts';
import { PlanPage } from './support/plan_page.ts';

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

test('notes become proposals that a person leaves out one by one', async ({ page, relay }) => {
  await relay.start();
  await page.goto(relay.address);
  await page.getByRole('button', { name: 'From notes' }).click();
  const form = page.getByRole('form', { name: 'From notes' });
  const notes = 'Maria will send the security questionnaire by Friday. Legal review takes two weeks.';
  await form.getByLabel('Notes of a call, or a mail').fill(notes);
  await form.getByRole('button', { name: 'Propose steps' }).click();
  await expect(form.getByRole('checkbox')).toHaveCount(2);
  await form.getByRole('checkbox', { name: /Legal review/ }).uncheck();
  await form.getByRole('button', { name: 'Make the plan' }).click();
  const plan = new PlanPage(page, relay);
  await plan.ready();
  expect(await plan.titles()).toEqual(['Send the security questionnaire']);
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
