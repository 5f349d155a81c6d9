/** Seeing what the other sees, for the call. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

test.use({ today: '2025-06-19' });

const discOf = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^See what .* sees$/ });
const inView = (page: Page, title: string) =>
  expect(page.getByRole('button', { name: `Move or archive: ${title}` })).toBeInViewport();

test.beforeEach(async ({ seller, buyer }) => {
  // Low enough that the plan does not fit.
  await seller.page.setViewportSize({ width: 1280, height: 420 });
  await buyer.page.setViewportSize({ width: 900, height: 420 });
});

test('the buyer goes where the seller looks: rows, details, timeline; and both know it', async ({ seller, buyer }) => {
  await discOf(buyer.page).click();
  await expect(discOf(buyer.page)).toHaveAttribute('aria-pressed', 'true');
  await expect(buyer.page.getByRole('status').getByText(/^You see what Somebody sees/)).toBeVisible();
  await expect(seller.page.getByText('Somebody sees what you see')).toBeVisible();

  await seller.milestone('Onboarding kickoff').row.scrollIntoViewIfNeeded();
  await seller.page.mouse.move(640, 300);
  await seller.page.mouse.wheel(0, 3000);
  await inView(buyer.page, 'Onboarding kickoff');

  await seller.page.getByRole('button', { name: 'Timeline' }).click();
  await expect(buyer.page.getByRole('button', { name: 'Timeline' })).toHaveAttribute('aria-pressed', 'true');
  await seller.page.getByRole('button', { name: 'Table' }).click();
  await expect(buyer.page.getByRole('table', { name: 'Milestones' })).toBeVisible();

  const theirs = buyer.page.getByRole('dialog', { name: 'Details: Contract signed' });
  await seller.milestone('Contract signed').details();
  await expect(theirs).toBeVisible();
  await seller.page.keyboard.press('Escape');
  await expect(theirs).toHaveCount(0);

  await seller.page.keyboard.press('Home');
  await seller.page.evaluate(() => scrollTo(0, 0));
  await expect.poll(() => buyer.page.evaluate(() => scrollY)).toBe(0);
});

test('whoever scrolls or types goes their own way, and nobody is watched any longer', async ({ seller, buyer }) => {
  const followed = seller.page.getByText('Somebody sees what you see');
  await discOf(buyer.page).press('Enter');
  await expect(followed).toBeVisible();
  await buyer.page.mouse.move(400, 300);
  await buyer.page.mouse.wheel(0, 200);
  await expect(followed).toHaveCount(0);
  await expect(discOf(buyer.page)).toHaveAttribute('aria-pressed', 'false');

  await discOf(buyer.page).press('Enter');
  await expect(followed).toBeVisible();
  await buyer.page.keyboard.press('Tab');
  await expect(followed).toBeVisible();
  await buyer.page.keyboard.press('Escape');
  await expect(followed).toHaveCount(0);

  await discOf(buyer.page).click();
  await expect(followed).toBeVisible();
  await buyer.page.getByRole('button', { name: 'Stop following' }).click();
  await expect(followed).toHaveCount(0);
  // What the seller does now is theirs alone.
  await seller.page.getByRole('button', { name: 'Timeline' }).click();
  await seller.goal.fill('Seen by both');
  await expect(buyer.goal).toHaveValue('Seen by both');
  await expect(buyer.page.getByRole('button', { name: 'Table' })).toHaveAttribute('aria-pressed', 'true');
});

test('when the other one leaves, following ends', async ({ seller, buyer }) => {
  await discOf(buyer.page).click();
  await expect(seller.page.getByText('Somebody sees what you see')).toBeVisible();
  await seller.page.close();
  await expect(buyer.page.getByText('Somebody has left: you are on your own again')).toBeAttached();
  await expect(buyer.page.getByRole('button', { name: 'Stop following' })).toHaveCount(0);
});
