/** What this browser keeps: tabs, files, plans without a relay, and the page that lists it all. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { PlanPage } from './support/plan_page.ts';
import { linkOf, Relay } from './support/relay.ts';

test.use({ serviceWorkers: 'allow' });

/** The same plan in another tab of the same browser. */
async function anotherTab(opened: PlanPage, plan: string): Promise<PlanPage> {
  const tab = new PlanPage(await opened.page.context().newPage(), opened.relay);
  await tab.page.goto(`${opened.relay.address}/p/${plan}`);
  await tab.ready();
  return tab;
}

test.describe('two tabs of one browser', () => {
  test('see each other’s edits with the relay gone, and both count what waits', async ({ seller, plan, relay }) => {
    await seller.keptWhole();
    const tab = await anotherTab(seller, plan.plan);
    await tab.saved();
    await relay.stop('SIGKILL');
    await seller.goal.fill('From the first tab');
    await expect(tab.goal).toHaveValue('From the first tab');
    await expect(tab.saving(/: 1 change kept on this device/)).toBeVisible();
    await tab.add('From the second tab');
    await expect(seller.milestone('From the second tab').row).toBeVisible();
    await expect(seller.saving(/: 2 changes kept on this device/)).toBeVisible();

    await relay.start();
    await seller.saved();
    await tab.saved();
  });

  test('are one person to the others', async ({ seller, buyer, plan }) => {
    await seller.saved();
    const tab = await anotherTab(seller, plan.plan);
    await tab.saved();
    // Oneself and the other, whoever looks.
    for (const opened of [buyer, seller, tab]) {
      await expect(opened.page.getByRole('list', { name: 'Here now' }).getByRole('listitem')).toHaveCount(2);
    }
  });

  test('what a closed tab could not send, the other one sends', async ({ seller, buyer, plan }) => {
    await seller.saved();
    const tab = await anotherTab(seller, plan.plan);
    await tab.saved();
    // The tab keeps its edit and loses its socket before the relay hears of it.
    await tab.page.evaluate(() => (WebSocket.prototype.send = () => {}));
    await tab.goal.fill('Closed in a hurry');
    await expect(seller.goal).toHaveValue('Closed in a hurry');
    await expect(seller.saving(/^Saving/), 'the first tab knows that it is not on the relay').toBeVisible();
    await tab.page.close();
    await expect(buyer.goal).toHaveValue('Closed in a hurry');
    await seller.saved();
  });
});

async function saveAs(page: Page, name: string): Promise<{ name: string; path: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  const file = await download;
  return { name: file.suggestedFilename(), path: await file.path() };
}

/** Opens a file on the home page, as another machine would. */
async function openFile(page: Page, relay: Relay, path: string): Promise<PlanPage> {
  await page.goto(relay.address);
  await page.getByLabel('Open a plan from a file').setInputFiles({
    name: 'plan.coplan',
    mimeType: 'application/vnd.coplan.plan',
    buffer: readFileSync(path),
  });
  const opened = new PlanPage(page, relay);
  await opened.ready();
  return opened;
}

test.describe('the storage page', () => {
  test('says what waits, and asks before it forgets something that is nowhere else', async ({ seller, relay, plan }) => {
    await seller.saved();
    await seller.keptWhole();
    const { page } = seller;
    const entry = page.getByRole('list', { name: 'Plans on this device' }).getByRole('listitem');
    await page.goto(`${relay.address}/storage`);
    await expect(entry).toHaveCount(1);
    await expect(entry).toContainText(/september.*\d+ kB/);
    await expect(entry).toContainText('on the server');
    await expect(entry).not.toContainText('waiting');

    await relay.stop('SIGKILL');
    await page.goto(`${relay.address}/p/${plan.plan}`);
    await seller.goal.fill('On the plane');
    await expect(seller.saving(/: 1 change kept/)).toBeVisible();
    await page.goto(`${relay.address}/storage`);
    await expect(entry).toContainText(/1 changes? waiting/);
    await page.getByRole('button', { name: 'Forget “september” on this device' }).click();
    await expect(page.getByRole('alertdialog')).toContainText('not on the server');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(entry).toHaveCount(1);
    await page.getByRole('button', { name: 'Forget everything' }).click();
    await page.getByRole('button', { name: 'Yes, forget' }).click();
    await expect(page.getByText('Nothing is kept here.')).toBeVisible();
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('coplan.plan.')))).toEqual([]);
  });

  test('a plan goes to another machine as a file, and back: both edits are there', async ({ seller, relay, browser }) => {
    await seller.saved();
    const page = seller.page;
    await page.goto(`${relay.address}/storage`);
    const file = await saveAs(page, 'Save as a file: september');
    expect(file.name).toBe('september.coplan');
    expect(readFileSync(file.path, 'latin1')).not.toContain('secret');

    const context = await browser.newContext();
    const other = await openFile(await context.newPage(), relay, file.path);
    await other.goal.fill('Written on the other machine');
    await expect(other.saving(/kept on this device/)).toBeVisible();
    await page.goBack();
    await seller.add('Written here meanwhile');
    await seller.saved();

    await other.page.goto(`${relay.address}/storage`);
    const back = await saveAs(other.page, 'Save as a file: september');
    const merged = await openFile(page, relay, back.path);
    await expect(merged.goal).toHaveValue('Written on the other machine');
    await expect(merged.milestone('Written here meanwhile').row).toBeVisible();
    await merged.saved();
    await context.close();
  });

  test('a file that is no plan changes nothing', async ({ page, relay, plan }) => {
    expect(plan.plan).toBeTruthy();
    await page.goto(relay.address);
    const buffer = Buffer.from('PK not a plan\n');
    await page.getByLabel('Open a plan from a file').setInputFiles({ name: 'a.coplan', mimeType: 'text/plain', buffer });
    await expect(page.getByText('That file is not a plan of Coplan')).toBeVisible();
  });
});

test.describe('without a relay', () => {
  test('a new plan is complete, survives a reload, and is shared later', async ({ page, relay, plan, open }) => {
    expect(plan.plan).toBeTruthy();
    const mine = new PlanPage(page, relay);
    await page.goto(relay.address);
    await mine.keptWhole();
    await relay.stop('SIGKILL');
    await page.getByRole('button', { name: 'New plan' }).click();
    await mine.ready();
    await mine.title.fill('Made on the plane');
    await mine.add('First step');
    await expect(mine.saving(/kept on this device/)).toBeVisible();
    await page.reload();
    await expect(mine.title).toHaveValue('Made on the plane');
    await page.goto(relay.address);
    await expect(page.getByRole('link', { name: /Made on the plane/ })).toContainText('on this device only');
    await page.getByRole('link', { name: /Made on the plane/ }).click();
    await mine.ready();

    await relay.start();
    const before = page.url();
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Put it on the server' }).click();
    await expect.poll(() => page.url()).not.toBe(before);
    await expect(mine.title).toHaveValue('Made on the plane');
    await mine.saved();

    const links = await page.evaluate(() => {
      const key = Object.keys(localStorage).find((key) => key.startsWith('coplan.plan.'))!;
      return JSON.parse(localStorage.getItem(key)!) as { plan: string; secret: string };
    });
    const buyer = await open({ id: '', role: 'editor', side: 'buyer', secret: links.secret, path: `/p/${links.plan}#k=${links.secret}` });
    await expect(buyer.title).toHaveValue('Made on the plane');
    await expect(buyer.milestone('First step').row).toBeVisible();
  });
});

test('a revoked link leaves the reader what they wrote', async ({ relay, plan, seller, browser }) => {
  await seller.saved();
  await seller.keptWhole();
  await relay.stop('SIGKILL');
  await seller.goal.fill('Not sent yet');
  await expect(seller.saving(/: 1 change kept/)).toBeVisible();
  await relay.start();
  // Revoked between the restart and the next attempt, or at once while it is open: the page stays readable.
  const admin = linkOf(plan, 'admin');
  const own = linkOf(plan, 'editor', 'seller');
  await seller.saved();
  const revoked = await fetch(`${relay.address}/api/plans/${plan.plan}/links/${own.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${admin.secret}` },
  });
  expect(revoked.ok).toBe(true);
  await expect(seller.saving(/^Not saved/)).toBeVisible();
  await seller.goal.fill('Written after that');
  await seller.page.reload();
  await expect(seller.goal).toHaveValue('Written after that');
  await seller.page.goto(`${relay.address}/storage`);
  const file = await saveAs(seller.page, 'Save as a file: september');
  const context = await browser.newContext();
  const elsewhere = await openFile(await context.newPage(), relay, file.path);
  await expect(elsewhere.goal).toHaveValue('Written after that');
  await context.close();
});

test.describe('the system', () => {
  test('opens a plan’s file with the installed app, and says when it is none', async ({ page, relay, plan, seller }) => {
    await seller.saved();
    await seller.page.goto(`${relay.address}/storage`);
    const file = await saveAs(seller.page, 'Save as a file: september');
    // What Chromium gives an installed app; a page that is not installed gets an empty queue.
    await page.addInitScript(() => {
      const queue = { consume: undefined as unknown, setConsumer: (consume: unknown) => (queue.consume = consume) };
      Object.defineProperty(window, 'launchQueue', { value: queue });
    });
    await page.goto(relay.address);
    await expect(page.getByRole('button', { name: 'New plan' })).toBeVisible();
    const launch = (bytes: number[]) =>
      page.evaluate((bytes) => {
        const file = new File([new Uint8Array(bytes)], 'plan.coplan');
        const { consume } = (window as unknown as { launchQueue: { consume: (launch: unknown) => void } }).launchQueue;
        consume({ files: [{ getFile: async () => file }] });
      }, bytes);
    await launch([7, 7, 7]);
    await expect(page.getByText('not a plan of Coplan')).toBeVisible();
    await launch([...readFileSync(file.path)]);
    await expect(page).toHaveURL(`${relay.address}/p/${plan.plan}`);
    await expect(new PlanPage(page, relay).milestone('Contract signed').row).toBeVisible();
  });

  test('shares text with the app, which keeps it until it has become a plan', async ({ page, relay, plan }) => {
    expect(plan.plan).toBeTruthy();
    const shared = new URLSearchParams({ share_title: 'Kick-off', share_text: 'Live before October.', share_url: 'https://example.com/mail' });
    await page.goto(`${relay.address}/?${shared}`);
    const card = page.getByRole('region', { name: 'Shared with Coplan' });
    await expect(card).toContainText('Live before October.');
    await expect(page).toHaveURL(`${relay.address}/`);
    await page.reload();
    await expect(card).toContainText('Live before October.');
    await card.getByRole('button', { name: 'Start a plan with it' }).click();
    const opened = new PlanPage(page, relay);
    await opened.ready();
    await expect(opened.title).toHaveValue('Kick-off');
    await expect(opened.goal).toHaveValue('Live before October.\nhttps://example.com/mail');
    await page.goto(relay.address);
    await expect(page.getByRole('button', { name: 'New plan' })).toBeVisible();
    await expect(card).toHaveCount(0);
  });
});

test('a plan made offline is registered with a relay that wants a code, which is asked for once', async ({ page }) => {
  const relay = await Relay.prepare('--create-token', 'sesame-sesame-sesame');
  await relay.start();
  const mine = new PlanPage(page, relay);
  await page.goto(relay.address);
  await mine.keptWhole();
  await relay.stop('SIGKILL');
  await page.getByRole('button', { name: 'New plan' }).click();
  await mine.ready();
  await mine.title.fill('Made on the plane');
  await expect(mine.saving(/kept on this device/)).toBeVisible();
  await relay.start();
  const before = page.url();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Put it on the server' }).click();
  await expect(page.getByText('This server asks for a code')).toBeVisible();
  await page.getByLabel('Code for new plans').fill('sesame-sesame-sesame');
  await page.getByRole('button', { name: 'Put it on the server' }).click();
  await expect.poll(() => page.url()).not.toBe(before);
  await expect(mine.title).toHaveValue('Made on the plane');
  await mine.saved();
  await page.goto(relay.address);
  await page.getByRole('button', { name: 'New plan' }).click();
  await mine.ready();
  await mine.saved();
  await relay.remove();
});
