/** What a plan asks when it begins: one line at a time, in the browser in which it was made. */
import { expect, test } from './support/fixtures.ts';
import { PlanPage } from './support/plan_page.ts';
import type { Page } from '@playwright/test';

test.use({ today: '2025-06-19' });

const line = (page: Page) => page.getByRole('region', { name: 'How to begin' });
const answer = (page: Page, name: string) => line(page).getByRole('button', { name });

/** A plan of one's own, made on the first page. */
async function made(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: 'New plan' }).click();
  await expect(line(page)).toContainText('Do both sides want to find out whether this works?');
}

test('three questions, one at a time; where one stopped is kept; the last leads to the links', async ({ page, relay }) => {
  await relay.start();
  await made(page, relay.address);
  await answer(page, 'Not sure').click();
  await expect(line(page)).toContainText('Would it help to write down together');
  await page.reload();
  await expect(line(page)).toContainText('Would it help to write down together');
  await answer(page, 'They said yes').click();
  await expect(line(page)).toContainText('Is this the moment?');
  await expect(line(page).getByRole('paragraph')).toBeFocused();
  await answer(page, 'After the demo').click();
  await expect(line(page)).toContainText('What has to happen on your side');
  await answer(page, 'Go on').click();
  await expect(line(page)).toContainText('Whose plan is it?');
  await answer(page, 'One side’s, for now').click();
  await expect(line(page)).toContainText('Leave the other side’s steps open');
  await answer(page, 'Both sides’: hand out the link').click();
  await expect(page.getByRole('button', { name: 'Copy link: For the buyer' })).toBeVisible();
  await expect(line(page)).toHaveCount(0);
  await page.reload();
  await new PlanPage(page, relay).ready();
  await expect(page.getByRole('button', { name: /Show why$/ })).toBeVisible();
  await expect(line(page)).toHaveCount(0);
});

test('it is put off, put away, and asked for again', async ({ page, relay }) => {
  await relay.start();
  await made(page, relay.address);
  await answer(page, 'Not sure').click();
  await answer(page, 'Remind me next time').click();
  await expect(line(page)).toHaveCount(0);
  await expect(new PlanPage(page, relay).title).toBeFocused();
  await page.reload();
  await expect(line(page)).toContainText('Would it help');
  await answer(page, 'No more questions').click();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find a milestone, a person or something to do' }).fill('how to begin');
  await page.keyboard.press('Enter');
  await expect(line(page)).toContainText('Do both sides want');
});

test('who follows a link and who looks at the example is not asked', async ({ page, relay, seller }) => {
  const restsWith = (page: Page) => expect(page.getByRole('button', { name: /Show why$/ })).toBeVisible();
  await restsWith(seller.page);
  await expect(line(seller.page)).toHaveCount(0);
  await page.goto(relay.address);
  await page.getByRole('button', { name: 'See an example' }).click();
  await new PlanPage(page, relay).ready();
  await restsWith(page);
  await expect(line(page)).toHaveCount(0);
});

test('its place has its height before its words are here, so that nothing moves', async ({ page, relay }) => {
  await relay.start();
  await made(page, relay.address);
  for (const [width, name] of [[1440, 'Not sure'], [768, 'They said yes'], [320, 'After the demo']] as const) {
    await page.setViewportSize({ width, height: 900 });
    const heights = await line(page).evaluate((line) => {
      const { minHeight } = getComputedStyle(line.parentElement!);
      return { line: line.getBoundingClientRect().height, place: parseFloat(minHeight) };
    });
    expect(heights.line, `at ${width}`).toBeLessThanOrEqual(heights.place);
    await answer(page, name).click();
  }
});
