/** What success looks like: the evaluation criteria in the head of the page. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { holdBack, LATER } from './support/pieces.ts';
import type { PlanPage } from './support/plan_page.ts';
import { linkOf } from './support/relay.ts';

test.use({ today: '2025-06-19', viewport: { width: 1440, height: 900 } });

const section = (page: Page): Locator => page.getByRole('region', { name: 'How we will know we chose right' });
const addLine = (page: Page): Locator => page.getByRole('textbox', { name: 'Add a criterion' });
const handle = (page: Page, text: string): Locator => page.getByRole('button', { name: `Move or archive: ${text}`, exact: true });
/** One criterion, by its text. */
const criterion = (page: Page, text: string): Locator => section(page).getByRole('listitem').filter({ has: handle(page, text) });
const textOf = (line: Locator): Locator => line.getByRole('textbox', { name: 'Criterion', exact: true });

/** All texts, in the order of the page. */
const texts = (page: Page): Promise<string[]> =>
  section(page)
    .getByRole('textbox', { name: 'Criterion', exact: true })
    .evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value));

async function add({ page }: PlanPage, ...all: string[]): Promise<void> {
  await addLine(page).click();
  for (const text of all) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await expect(criterion(page, text)).toBeVisible();
    await expect(addLine(page)).toBeFocused();
    await expect(addLine(page)).toHaveValue('');
  }
}

async function choose(page: Page, text: string, entry: string): Promise<void> {
  await handle(page, text).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

const [quick, right, loved] = ['Quotes leave within a day', 'No quote below the floor price', 'Sales saves an hour a day'];

test('both see each other’s criteria: text, judge, state', async ({ seller, buyer }) => {
  await add(seller, quick, right);
  await expect.poll(() => texts(buyer.page)).toEqual([quick, right]);

  const judged = buyer.page.getByRole('textbox', { name: `${quick}: judged by` });
  await judged.fill('the report of Finance');
  await expect(criterion(seller.page, quick).getByText('Judged by')).toBeVisible();
  await expect(seller.page.getByRole('textbox', { name: `${quick}: judged by` })).toHaveValue('the report of Finance');

  const state = (page: Page, text: string) => criterion(page, text).getByRole('button', { name: new RegExp(`^${text}: .*Change$`) });
  await expect(state(buyer.page, quick)).toHaveText('Not known yet');
  for (const [text, words] of [[quick, 'Met'], [right, 'Not met'], [quick, 'Not known yet']]) {
    await state(seller.page, text).click();
    await seller.page.getByRole('menuitemradio', { name: words, exact: true }).click();
    await expect(state(buyer.page, text)).toHaveText(words);
    await expect(state(seller.page, text)).toHaveAccessibleName(`${text}: ${words}. Change`);
  }
});

test('two people type in one criterion at once, and see who is in it', async ({ seller, buyer }) => {
  await add(seller, 'Quotes leave');
  const [theirs, mine] = [buyer.page, seller.page].map((page) => textOf(section(page).getByRole('listitem')));
  await theirs.press('End');
  await mine.press('Home');
  for (let step = 0; step < 6; step += 1) {
    await theirs.pressSequentially(' a day'[step], { delay: 20 });
    await mine.pressSequentially('Most: '[step], { delay: 20 });
  }
  for (const field of [theirs, mine]) await expect(field).toHaveValue('Most: Quotes leave a day');
  await expect(section(seller.page).getByText('Somebody')).toBeVisible();
});

test('an edit of one criterion leaves the others and the caret alone', async ({ seller, buyer }) => {
  await add(seller, quick, right);
  const mine = section(seller.page).getByRole('textbox', { name: 'Criterion', exact: true }).last();
  await mine.press('Home');
  await mine.evaluate((field) => field.setAttribute('data-same', ''));
  await textOf(criterion(buyer.page, quick)).fill('Quotes leave at once');
  await expect.poll(() => texts(seller.page)).toEqual(['Quotes leave at once', right]);
  await seller.page.keyboard.type('On Monday: ');
  await expect(mine).toHaveValue(`On Monday: ${right}`);
  await expect(seller.page.locator('[data-same]')).toBeFocused();
});

test('by keys: add, walk, move, and the focus stays', async ({ seller, buyer }) => {
  const { page } = seller;
  await add(seller, quick, right, loved);
  await textOf(criterion(page, quick)).press('Enter');
  await expect(textOf(criterion(page, right))).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => texts(buyer.page)).toEqual([right, quick, loved]);
  await expect(textOf(criterion(page, right))).toBeFocused();
  await expect(page.getByText(`${right} is now number 1 of 3`)).toBeAttached();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => texts(buyer.page)).toEqual([quick, right, loved]);

  await choose(page, quick, 'Move to the end');
  await expect.poll(() => texts(buyer.page)).toEqual([right, loved, quick]);
  await expect(handle(page, quick)).toBeFocused();
  await textOf(criterion(page, quick)).press('Enter');
  await expect(addLine(page)).toBeFocused();
});

test('archive, undo, restore', async ({ seller, buyer }) => {
  const { page } = seller;
  await add(seller, quick, right);
  await choose(page, quick, 'Archive');
  await expect.poll(() => texts(buyer.page)).toEqual([right]);
  await expect(handle(page, right)).toBeFocused();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => texts(buyer.page)).toEqual([quick, right]);

  await choose(page, right, 'Archive');
  await expect.poll(() => texts(page)).toEqual([quick]);
  await buyer.page.getByText('1 archived criterion').click();
  await buyer.page.getByRole('button', { name: `Restore ${right}` }).click();
  await expect(handle(buyer.page, right)).toBeFocused();
  await expect.poll(() => texts(page)).toEqual([quick, right]);

  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => texts(buyer.page)).toEqual([quick, right]);
});

test('undo names what somebody else changed since', async ({ seller, buyer }) => {
  await add(seller, quick);
  const set = async (page: Page, words: string) => {
    await criterion(page, quick).getByRole('button', { name: /Change$/ }).click();
    await page.getByRole('menuitemradio', { name: words, exact: true }).click();
  };
  await expect(criterion(buyer.page, quick)).toBeVisible();
  await set(seller.page, 'Met');
  await expect(criterion(buyer.page, quick)).toContainText('Met');
  await set(buyer.page, 'Not met');
  await expect(criterion(seller.page, quick)).toContainText('Not met');
  await seller.page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect(seller.page.getByText(`Undo also took back what others changed there since: ${quick}: whether it is met`)).toBeVisible();
});

test('a criterion that somebody archives while one is in it: the focus stays on the page, and the words are kept', async ({ seller, buyer }) => {
  await add(seller, quick, right);
  await expect(criterion(buyer.page, quick)).toBeVisible();
  await textOf(criterion(seller.page, quick)).press('End');
  await seller.page.keyboard.type('!');
  await choose(buyer.page, `${quick}!`, 'Archive');
  await expect(textOf(criterion(seller.page, right))).toBeFocused();
  const told = seller.page.getByRole('status').filter({ hasText: `“${quick}!” was archived while you were in it` });
  await told.getByRole('button', { name: 'Restore' }).click();
  await expect.poll(() => texts(buyer.page)).toEqual([`${quick}!`, right]);
});

test('who reads sees them and changes nothing', async ({ seller, open, plan }) => {
  const reader = await open(linkOf(plan, 'viewer'));
  const { page } = reader;
  await reader.saved();
  await expect(section(page)).toHaveCount(0);
  await add(seller, quick);
  await seller.page.getByRole('textbox', { name: `${quick}: judged by` }).fill('the report of Finance');
  await seller.page.getByRole('textbox', { name: `${quick}: judged by` }).press('Enter');
  const line = section(page).getByRole('listitem');
  await expect(line).toHaveText(`${quick}Judged bythe report of FinanceNot known yet`);
  await expect(section(page).getByRole('textbox')).toHaveCount(0);
  await expect(section(page).getByRole('button')).toHaveCount(0);
});

test('a pasted list is one step; what the plan refuses is said and stays typed', async ({ seller, buyer }) => {
  const { page } = seller;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const paste = async (text: string) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await addLine(page).click();
    await page.keyboard.press('Control+v');
  };
  await paste(`- ${quick}\n2. ${right}\n\n`);
  await expect.poll(() => texts(buyer.page)).toEqual([quick, right]);
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => texts(buyer.page)).toEqual([]);

  // Archived ones count.
  await paste(Array.from({ length: 198 }, (_, at) => `Criterion ${at}`).join('\n'));
  await expect.poll(async () => (await texts(page)).length).toBe(198);
  await addLine(page).fill('One too many');
  await addLine(page).press('Enter');
  await expect(page.getByRole('status').getByText(/200/)).toBeVisible();
  await expect(addLine(page)).toHaveValue('One too many');
});

test('what was not entered yet outlives a reload', async ({ seller }) => {
  const { page } = seller;
  await addLine(page).fill('Half a thou');
  await page.reload();
  await expect(addLine(page)).toHaveValue('Half a thou');
});

test('others hear of it in words', async ({ seller, buyer }) => {
  await seller.saved();
  await buyer.saved();
  await expect(addLine(seller.page)).toBeVisible();
  await add(buyer, quick);
  await seller.page.getByRole('button', { name: /^What has changed|since you last looked/ }).first().click();
  const panel = seller.page.getByRole('dialog', { name: 'What has changed' });
  await expect(panel.getByText(/changed what shows that the choice was right/)).toBeVisible();
});

test('the command menu leads to the line that adds', async ({ seller }) => {
  const { page } = seller;
  await expect(addLine(page)).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find a milestone, a person or something to do' }).fill('criterion');
  await page.getByRole('option', { name: 'Add a criterion' }).click();
  await expect(addLine(page)).toBeFocused();
});

test('without a criterion the eleven milestones of the example stand above the fold', async ({ seller }) => {
  const { page } = seller;
  await expect(addLine(page)).toBeVisible();
  await expect(page.getByRole('button', { name: /Show why$/ })).toBeVisible();
  expect(await seller.titles()).toHaveLength(11);
  const last = await seller.milestone('Go-live').row.boundingBox();
  expect(last!.y + last!.height).toBeLessThanOrEqual(900);
});

test.describe('before the code of the fields is here', () => {
  test.use({ serviceWorkers: 'block' });

  test('when the controls arrive, nothing below moves', async ({ seller }) => {
    const { page } = seller;
    await add(seller, quick, right);
    await page.getByRole('textbox', { name: `${quick}: judged by` }).fill('the report of Finance');
    await seller.saved();
    for (const width of [1440, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const release = await holdBack(page, LATER);
      // A page may begin with what this device had a moment ago: the words alone, all of them.
      await expect(async () => {
        await page.reload();
        await expect(page.getByText('the report of Finance')).toBeVisible({ timeout: 2_000 });
      }).toPass();
      await expect(addLine(page)).toHaveCount(0);
      const below = width > 960 ? page.getByRole('table') : page.getByLabel('Live by', { exact: true });
      const before = await below.boundingBox();
      release();
      await expect(addLine(page)).toBeVisible();
      const after = await below.boundingBox();
      expect(Math.abs(after!.y - before!.y), `${width} px: ${before!.y} and ${after!.y}`).toBeLessThanOrEqual(1);
      await page.unroute(LATER);
    }
  });
});

for (const [words, text] of [
  ['long words', `${'Every quote carries the right price and the right day of delivery, '.repeat(9)}${'x'.repeat(90)}`],
  ['words from right to left', 'مدة العرض أقل من يوم واحد'],
  ['emoji', '🧑‍🚀👩‍👩‍👧'.repeat(40)],
])
  test(`nothing breaks at 320 px: ${words}`, async ({ seller }) => {
    const { page } = seller;
    await page.setViewportSize({ width: 320, height: 900 });
    await addLine(page).fill(text);
    await addLine(page).press('Enter');
    const field = textOf(section(page).getByRole('listitem'));
    await expect(field).toHaveValue(text);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const isWhole = await field.evaluate((field) => field.scrollHeight <= field.clientHeight + 1 && field.scrollWidth <= field.clientWidth + 1);
    expect(isWhole).toBe(true);
  });
