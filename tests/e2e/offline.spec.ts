/** The relay goes away: nobody stops working, and nothing is lost. */
import { expect, test } from './support/fixtures.ts';

test.use({ serviceWorkers: 'allow' });

test('both go on without the relay, and afterwards both show the same plan', async ({ relay, seller, buyer }) => {
  await seller.saved();
  await buyer.saved();
  await relay.stop('SIGKILL');

  await seller.goal.fill('One price list');
  await seller.milestone('Contract signed').setDueAlone('2025-08-04');
  await buyer.add('Works council informed');
  await buyer.milestone('Onboarding kickoff').choose('Archive');
  await expect(seller.saving(/kept on this device/)).toBeVisible();
  await expect(buyer.saving(/kept on this device/)).toBeVisible();

  await relay.start();
  await seller.saved();
  await buyer.saved();
  await expect(buyer.goal).toHaveValue('One price list');
  await expect(buyer.milestone('Contract signed').due).toHaveValue('2025-08-04');
  await expect(seller.milestone('Works council informed').row).toBeVisible();
  await expect(seller.milestone('Onboarding kickoff').row).toHaveCount(0);
  await seller.showsSameAs(buyer);
});

test('a reload while the relay is down keeps what was written', async ({ relay, seller, buyer }) => {
  await seller.saved();
  await seller.keptWhole();
  await relay.stop('SIGKILL');
  await seller.goal.fill('Written on the plane');
  await expect(seller.saving(/1?\d+ changes? kept on this device/)).toBeVisible();
  await seller.page.reload();
  await seller.ready();
  await expect(seller.goal).toHaveValue('Written on the plane');
  await expect(seller.saving(/kept on this device/)).toBeVisible();

  await relay.start();
  await seller.saved();
  await buyer.saved();
  await expect(buyer.goal).toHaveValue('Written on the plane');
});

test('the relay stops politely and comes back: the pages notice and catch up', async ({ relay, seller, buyer }) => {
  await seller.saved();
  await relay.stop('SIGTERM');
  await buyer.goal.fill('While it was away');
  await relay.start();
  await buyer.saved();
  await seller.saved();
  await expect(seller.goal).toHaveValue('While it was away');
});
