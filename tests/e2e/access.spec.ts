/** Links: what the page shows to whom. */
import { expect, test } from './support/fixtures.ts';
import { linkOf } from './support/relay.ts';

test.use({ serviceWorkers: 'allow' });

test('a viewer reads everything and is offered nothing to change', async ({ open, plan, seller }) => {
  const viewer = await open(linkOf(plan, 'viewer'));
  await expect(viewer.page.getByText('Contract signed').first()).toBeVisible();
  await expect(viewer.page.getByRole('main').getByRole('textbox')).toHaveCount(0);
  await expect(viewer.addLine).toHaveCount(0);
  await expect(viewer.page.getByRole('button', { name: /Move or archive/ })).toHaveCount(0);
  await seller.milestone('Contract signed').title.fill('Contract signed by both');
  await expect(viewer.page.getByText('Contract signed by both').first()).toBeVisible();
});

test('a wrong key gets a clear page', async ({ page, relay, plan }) => {
  await page.goto(`${relay.address}/p/${plan.plan}#k=${'x'.repeat(32)}`);
  await expect(page.getByRole('heading', { name: 'This link does not open a plan' })).toBeVisible();
});

test('an unknown plan gets the same page', async ({ page, relay, plan }) => {
  expect(plan.plan).not.toBe('nosuchplan000000');
  await page.goto(`${relay.address}/p/nosuchplan000000#k=${'x'.repeat(32)}`);
  await expect(page.getByRole('heading', { name: 'This link does not open a plan' })).toBeVisible();
});

test('a new plan is made from the home page, and its links open it for others', async ({ page, relay, open }) => {
  await relay.start();
  await page.goto(relay.address);
  await page.getByRole('button', { name: 'New plan' }).click();
  await expect(page.getByRole('textbox', { name: 'Title of the plan' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Title of the plan' }).fill('Quoting system live');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy link: For the buyer' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/p\/[0-9a-z]+#k=/);
  const path = link.slice(relay.address.length);
  const buyer = await open({ id: '', role: 'editor', side: 'buyer', secret: '', path });
  await expect(buyer.title).toHaveValue('Quoting system live');

  await page.goto(relay.address);
  await expect(page.getByRole('link', { name: /Quoting system live/ })).toBeVisible();
});

test('who is here shows to the other side, and who leaves is gone', async ({ seller, buyer }) => {
  // The reader is the last of the list.
  const here = seller.page.getByRole('banner').getByRole('list', { name: 'Here now' }).getByRole('listitem');
  await expect(here).toHaveCount(2);
  await buyer.page.close();
  await expect(here).toHaveCount(1);
});
