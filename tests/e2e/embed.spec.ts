/** A plan inside a page of another site (docs/embed.md): live, as high as it needs, and only where the operator allows. */
import type { Page } from '@playwright/test';
import { expect, test as base } from './support/fixtures.ts';
import { HostPage } from './support/host_page.ts';
import { linkOf, Relay } from './support/relay.ts';

/** What a relay is started with depends on the host, so the host comes first. */
const test = base.extend<{ host: HostPage; hostName: 'localhost' | '127.0.0.1'; allowed: boolean }>({
  hostName: ['localhost', { option: true }],
  allowed: [true, { option: true }],
  host: async ({ hostName }, use) => {
    const host = await HostPage.start(hostName);
    await use(host);
    await host.stop();
  },
  relay: async ({ host, allowed }, use) => {
    const relay = await Relay.prepare(...(allowed ? ['--frame-ancestors', host.origin] : []));
    await use(relay);
    await relay.remove();
  },
});

/** The plan's page as an address for a frame. */
const embedded = (path: string, query = '') => path.replace('/p/', '/embed/').replace('#', `${query}#`);

const shown = (page: Page) => page.frames()[1]?.url() ?? '';

test('the table stands in a page of another site, live in both directions', async ({ page, host, relay, plan, buyer }) => {
  const frame = await host.show(page, relay.address + embedded(linkOf(plan, 'editor', 'seller').path));
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText('september');
  const titles = frame.getByRole('textbox', { name: 'Milestone', exact: true });
  await expect(titles).toHaveCount(11);
  // The key is out of the frame's address, and no link shows it.
  expect(shown(page)).toBe(`${relay.address}/embed/${plan.plan}`);
  await expect(frame.getByRole('link', { name: 'Open in own tab' })).toHaveAttribute('href', `/p/${plan.plan}`);

  await buyer.add('Steering committee');
  await expect(titles).toHaveCount(12);
  await expect(titles.last()).toHaveValue('Steering committee');
  await titles.first().fill('First call held');
  await expect(buyer.milestone('First call held').title).toBeVisible();
});

test('the host hears how high it is, and hears it again only when that changes', async ({ page, host, relay, plan, buyer }) => {
  const frame = await host.show(page, relay.address + embedded(linkOf(plan, 'viewer').path));
  await expect(frame.getByRole('row')).toHaveCount(12);
  const last = async () => (await host.heard(page)).at(-1)?.height ?? 0;
  const needed = () => frame.locator('body').evaluate((body) => Math.ceil(body.scrollHeight));
  await expect.poll(async () => (await last()) === (await needed())).toBe(true);
  const before = await last();
  expect(before).toBeGreaterThan(400);
  await buyer.add('Steering committee');
  await expect.poll(last).toBeGreaterThan(before);
  // A change of a cell that does not change the height says nothing.
  const said = (await host.heard(page)).length;
  await buyer.milestone('Steering committee').setStatus('In progress');
  await expect(frame.getByRole('row').last()).toContainText('In progress');
  const heard = await host.heard(page);
  expect(heard.length).toBe(said);
  const heights = heard.map((message) => message.height);
  expect(heights.filter((height, at) => height === heights[at - 1])).toEqual([]);
  expect(new Set(heard.map((message) => message.origin))).toEqual(new Set([relay.address]));
});

test('the timeline, by ?view=timeline, and the way to the plan’s own page', async ({ page, host, relay, plan }) => {
  const link = linkOf(plan, 'editor', 'buyer');
  const frame = await host.show(page, relay.address + embedded(link.path, '?view=timeline'));
  await expect(frame.getByRole('list', { name: /milestones in time/i }).getByRole('button')).toHaveCount(11);
  const opened = page.waitForEvent('popup');
  await frame.getByRole('link', { name: 'Open in own tab' }).click();
  const own = await opened;
  await expect(own.getByRole('table', { name: 'Milestones' })).toBeVisible();
  await expect(own).toHaveURL(`${relay.address}/p/${plan.plan}`);
});

test('it opens no talk, whatever its link may do', async ({ page, host, relay, plan, buyer }) => {
  const rooms: string[] = [];
  page.on('websocket', (socket) => rooms.push(new URL(socket.url()).pathname));
  const frame = await host.show(page, relay.address + embedded(linkOf(plan, 'editor', 'seller').path));
  const title = 'Contract signed';
  // The panels' code is here, which opens the talk of a plan's own page.
  await frame.getByRole('button', { name: `Move or archive: ${title}` }).press('Alt+Enter');
  const details = frame.getByRole('dialog', { name: `Details: ${title}` });
  await expect(details.getByRole('textbox', { name: 'Notes' })).toBeVisible();

  const theirs = await buyer.milestone(title).details();
  await theirs.getByRole('textbox', { name: 'Write a comment' }).fill('Between us');
  await theirs.getByRole('button', { name: 'Send' }).click();
  await buyer.saved();
  await theirs.getByRole('textbox', { name: 'Notes' }).fill('Said after that');
  await expect(details.getByRole('textbox', { name: 'Notes' })).toHaveValue('Said after that');
  await expect(details.getByRole('heading', { name: 'Comments' })).toHaveCount(0);
  await expect(frame.getByText('Between us')).toHaveCount(0);
  expect(rooms).toEqual([`/sync/${plan.plan}`]);
});

test('without storage it works from memory, and says so', async ({ page, host, relay, plan, buyer }) => {
  await page.addInitScript((relay) => {
    if (location.origin !== relay) return;
    // As browsers answer that give third parties no storage.
    const denied = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, { get: denied, configurable: true });
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: denied, configurable: true });
    Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined, configurable: true });
    Object.defineProperty(window, 'BroadcastChannel', { value: denied, configurable: true });
  }, relay.address);
  const frame = await host.show(page, relay.address + embedded(linkOf(plan, 'editor', 'seller').path));
  await expect(frame.getByRole('textbox', { name: 'Milestone', exact: true })).toHaveCount(11);
  await expect(frame.getByRole('note')).toHaveText(/works from memory/);
  expect(shown(page)).toBe(`${relay.address}/embed/${plan.plan}`);
  await frame.getByRole('textbox', { name: 'Milestone', exact: true }).first().fill('First call held');
  await expect(buyer.milestone('First call held').title).toBeVisible();
});

test('a key that opens nothing says so in the frame', async ({ page, host, relay, plan }) => {
  const frame = await host.show(page, `${relay.address}/embed/${plan.plan}#k=wrong`);
  await expect(frame.getByRole('heading', { name: 'This link does not open a plan' })).toBeVisible();
});

/** The browser refuses to show a page in the frame, for the reason that its policy gives. */
async function isRefused(page: Page, host: HostPage, address: string): Promise<void> {
  const refusal = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
  const frame = await host.show(page, address);
  await refusal;
  await expect(frame.getByRole('row')).toHaveCount(0);
}

test('the plan’s own page is never framed by another site', async ({ page, host, relay, plan }) => {
  await isRefused(page, host, relay.address + linkOf(plan, 'editor', 'seller').path);
});

test.describe('where the operator names nobody', () => {
  test.use({ allowed: false });
  test('no other site frames an embedded plan', async ({ page, host, relay, plan }) => {
    await isRefused(page, host, relay.address + embedded(linkOf(plan, 'viewer').path));
  });
});

test.describe('where the worker of the app is in place', () => {
  test.use({ hostName: '127.0.0.1', serviceWorkers: 'allow' });
  test('it does not answer for who may frame a plan', async ({ seller, host, relay, plan }) => {
    await seller.keptWhole();
    const frame = await host.show(seller.page, relay.address + embedded(linkOf(plan, 'viewer').path));
    await expect(frame.getByRole('row')).toHaveCount(12);
    // The frame's key is not the one that this browser opens the plan with.
    await seller.page.goto(`${relay.address}/p/${plan.plan}`);
    await seller.add('Still mine to edit');
  });
});
