/** A plan of five hundred milestones: a change costs what it changes, counted in nodes and never in time. */
import type { JSHandle, Page } from '@playwright/test';
import { expect, test as base } from './support/fixtures.ts';
import { largePlan } from './support/large.ts';
import { linkOf } from './support/relay.ts';

const ROWS = 500;

const test = base.extend({
  plan: async ({ relay }, use) => {
    const plan = largePlan(relay, ROWS);
    await relay.start();
    await use(plan);
  },
});

/** From now on, every change of a node in the table: in which row, in what, and which part of it. */
function changes(page: Page): Promise<JSHandle<string[]>> {
  return page.evaluateHandle(() => {
    const seen: string[] = [];
    const table = document.querySelector('[role=table]')!;
    const rows = [...table.querySelectorAll('.row')];
    const name = ({ target, type, attributeName }: MutationRecord) => {
      const element = target instanceof Element ? target : target.parentElement!;
      const row = rows.indexOf(element.closest('.row')!);
      const what = element.getAttribute('class') ?? element.localName;
      return `row ${row}, ${what}: ${attributeName ?? type}`;
    };
    const observer = new MutationObserver((records) => seen.push(...records.map(name)));
    observer.observe(table, { subtree: true, childList: true, characterData: true, attributes: true });
    return seen;
  });
}

test('a remote edit of one cell changes its own nodes and no others', async ({ seller, stock, plan }) => {
  const buyer = stock(linkOf(plan, 'editor', 'buyer'));
  await buyer.until((document) => document.getMap('milestones').size === ROWS);
  await expect(seller.page.locator('.row')).toHaveCount(ROWS);
  await seller.saved();
  const promise = async (step: number, date: string) => {
    const [id] = [...buyer.milestones()].find(([, row]) => String(row.get('title')) === `Step ${step} of the plan`)!;
    buyer.milestones().get(id)!.set('due', { date });
    await expect(seller.milestone(`Step ${step} of the plan`).due).toHaveValue(date);
  };
  const nodesOf = async (seen: JSHandle<string[]>) => [...new Set((await seen.jsonValue()).map((one) => one.split(':')[0]))].sort();
  // What waits for it stays after it.
  await promise(8, '2027-04-01');
  const seen = await changes(seller.page);
  await promise(7, '2027-03-01');
  expect(await nodesOf(seen)).toEqual(['row 7, due', 'row 7, time']);

  const clash = await changes(seller.page);
  await promise(7, '2027-05-03');
  await expect(seller.milestone('Step 8 of the plan').row.getByText('too early').first()).toBeVisible();
  const cells = (await nodesOf(clash)).filter((node) => !/^row [78], (due|time)/.test(node));
  expect(cells, 'only the dates of both').toEqual([]);
});

test('a letter in a title changes that title, its names and what waits for it', async ({ seller, plan }) => {
  expect(plan.links.length).toBeGreaterThan(0);
  await expect(seller.page.locator('.row')).toHaveCount(ROWS);
  await seller.saved();
  const title = seller.milestone('Step 7 of the plan').title;
  await title.focus();
  await title.press('End');
  const seen = await changes(seller.page);
  await seller.page.keyboard.press('x');
  await expect(seller.milestone('Step 7 of the planx').row).toBeVisible();
  const rows = new Set((await seen.jsonValue()).map((one) => one.split(',')[0]));
  expect([...rows]).toEqual(['row 7', 'row 8']);
});

test('what comes above and moves past leaves all other rows where the reader is in them', async ({ seller, stock, plan }) => {
  const buyer = stock(linkOf(plan, 'editor', 'buyer'));
  await buyer.until((document) => document.getMap('milestones').size === ROWS);
  const rows = seller.page.locator('.row');
  await expect(rows).toHaveCount(ROWS);
  await seller.saved();
  const words = seller.milestone('Step 250 of the plan').title;
  await words.focus();
  await rows.evaluateAll((all) => void Object.assign(window, { held: all }));
  const [moved] = [...buyer.milestones()].find(([, row]) => String(row.get('title')) === `Step ${ROWS - 1} of the plan`)!;
  // Before all others: an integer of a plan's order below zero.
  buyer.milestones().get(moved)!.set('order', 'ZzV');
  await expect(rows.first().getByRole('textbox', { name: 'Milestone', exact: true })).toHaveValue(`Step ${ROWS - 1} of the plan`);
  await expect(rows).toHaveCount(ROWS);
  const gone = await seller.page.evaluate(() => (window as unknown as { held: Element[] }).held.filter((row) => !row.isConnected).length);
  expect(gone, 'at most the one that moved').toBeLessThanOrEqual(1);
  await expect(words).toBeFocused();
});

test('keys lead from lot to lot', async ({ seller, plan }) => {
  expect(plan.links.length).toBeGreaterThan(0);
  await expect(seller.page.locator('.row')).toHaveCount(ROWS);
  const title = (step: number) => seller.milestone(`Step ${step} of the plan`).title;
  // The hundredth row is the last of its lot.
  await title(99).focus();
  await seller.page.keyboard.press('ArrowDown');
  await expect(title(100)).toBeFocused();
  await seller.page.keyboard.press('ArrowUp');
  await expect(title(99)).toBeFocused();
});
