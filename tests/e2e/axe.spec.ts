/** What axe finds on every view, in both themes, at both ends of the range of widths: nothing. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [320, 1440] as const;
/** The standards that the page keeps (WCAG 2.2 AA), and axe's own advice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Rule, where, theme and width of everything that axe finds. `prepare` brings the view about again at each width.
 * What an open panel half covers is measured without the panel, in the test of the view behind it: how much of a
 * target shows depends on where the panel happens to stand.
 */
async function findings(page: Page, prepare: () => Promise<void> = async () => {}): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await prepare();
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      for (const { id, nodes } of violations)
        for (const node of nodes) {
          if (id === 'target-size' && (await isBehindPanel(page, node.target.join(' ')))) continue;
          found.push(`${id} at ${node.target.join(' ')} (${colorScheme}, ${width} px): ${node.failureSummary}`);
        }
    }
  }
  return found;
}

const isBehindPanel = (page: Page, target: string): Promise<boolean> =>
  page.evaluate((target) => {
    const panel = document.querySelector('[popover]:popover-open');
    return panel !== null && !panel.contains(document.querySelector(target));
  }, target);

test('the home page, empty', async ({ page, relay }) => {
  await relay.start();
  await page.goto(relay.address);
  await expect(page.getByRole('heading', { name: 'Your plans' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('the home page with plans, and what this browser keeps', async ({ seller, relay }) => {
  await seller.saved();
  await seller.page.goto(relay.address);
  await expect(seller.page.getByRole('list', { name: 'Plans in this browser' })).toBeVisible();
  expect(await findings(seller.page)).toEqual([]);
  await seller.page.goto(`${relay.address}/storage`);
  await expect(seller.page.getByRole('button', { name: 'Save all as files' })).toBeVisible();
  expect(await findings(seller.page)).toEqual([]);
});

test('an address without a page', async ({ page, relay }) => {
  await relay.start();
  await page.goto(`${relay.address}/nowhere`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

test('the plan, with the other side in a cell', async ({ seller, buyer }) => {
  await buyer.addLine.focus();
  await seller.saved();
  expect(await findings(seller.page)).toEqual([]);
});

for (const [view, button] of [
  ['the panel of links', /^Share$/],
  ['the panel of owners', /: who/],
  ['the panel of what comes before', /waits for/],
  ['the menu of a row', /^Move or archive/],
  ['the menu of states', /Change$/],
] as const) {
  test(view, async ({ seller }) => {
    const panel = seller.page.locator('[popover]:popover-open');
    const show = async () => {
      if (await panel.isVisible()) await seller.page.keyboard.press('Escape');
      await seller.page.getByRole('button', { name: button }).first().click();
      // A panel's content may come after the panel.
      await expect(panel.locator('button, input').first()).toBeVisible();
    };
    expect(await findings(seller.page, show)).toEqual([]);
  });
}

test('the table in groups with a filter and rows selected, and the panels of both', async ({ seller }) => {
  const { page } = seller;
  await page.getByRole('button', { name: /^Group/ }).click();
  await page.getByRole('menuitemradio', { name: 'side', exact: true }).click();
  await page.getByRole('checkbox', { name: /^Select / }).first().click();
  const show = async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Filter/ }).click();
    await expect(page.getByRole('checkbox', { name: 'Late' })).toBeVisible();
  };
  expect(await findings(page, show)).toEqual([]);
});

test('the tracks', async ({ seller }) => {
  const { page } = seller;
  await page.getByRole('button', { name: 'Tracks', exact: true }).click();
  await page.getByRole('textbox', { name: 'Add a phase' }).fill('Legal');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Open Legal' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
});
