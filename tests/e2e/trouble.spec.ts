/** What goes wrong on a device and on a server: each has words, a way on, and nothing said to be saved is lost. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { Profile } from './support/browser.ts';
import { expect, test } from './support/fixtures.ts';
import { PlanPage } from './support/plan_page.ts';
import { type Link, linkOf, type Relay } from './support/relay.ts';

test.use({ serviceWorkers: 'allow' });

/** Does something with the object stores of a plan, as a fault of the browser or the disk would. */
async function damage(page: Page, plan: string, how: 'add' | 'remove first', values: number[][] = []): Promise<void> {
  await page.evaluate(
    async ([plan, how, values]) => {
      const opening = indexedDB.open(`coplan:${plan}`);
      await new Promise((done, fail) => ((opening.onsuccess = done), (opening.onerror = fail)));
      const writing = opening.result.transaction('updates', 'readwrite');
      const store = writing.objectStore('updates');
      for (const value of values) store.add(new Uint8Array(value));
      if (how === 'remove first') store.openCursor().onsuccess = (event) => (event.target as IDBRequest<IDBCursor>).result.delete();
      await new Promise((done, fail) => ((writing.oncomplete = done), (writing.onerror = fail)));
      opening.result.close();
    },
    [plan, how, values] as const,
  );
}

test.describe('a replica that the relay refuses', () => {
  const offer = (opened: PlanPage) => opened.page.getByRole('region', { name: /not accepted/ });

  /** A page whose relay refuses every edit while `isOn`. */
  async function refusing(context: BrowserContext, relay: Relay, link: Link): Promise<{ opened: PlanPage; refusal: { isOn: boolean } }> {
    const page = await context.newPage();
    const refusal = { isOn: false };
    await page.routeWebSocket(/\/sync\//, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const isEdit = message[0] === 0 && message[1] === 2;
        if (refusal.isOn && isEdit) void socket.close({ code: 4400, reason: 'malformed' });
        else server.send(message);
      });
    });
    const opened = new PlanPage(page, relay);
    await opened.visit(link);
    await opened.saved();
    return { opened, refusal };
  }

  test('is set aside, survives a reload, and its edits are put back', async ({ browser, relay, plan, buyer }) => {
    const context = await browser.newContext();
    const { opened, refusal } = await refusing(context, relay, linkOf(plan, 'editor', 'seller'));
    refusal.isOn = true;
    await opened.goal.fill('Refused at first');
    await expect(offer(opened)).toContainText('1 change was not accepted');
    await opened.ready();
    await opened.saved();
    await expect(opened.goal, 'the page goes on with what the relay has').not.toHaveValue('Refused at first');

    await buyer.add('Added by the buyer meanwhile');
    await opened.page.reload();
    await expect(offer(opened)).toContainText('1 change was not accepted');
    await offer(opened).getByText('Show what it is').click();
    await expect(offer(opened).getByRole('listitem')).toHaveText('What we want to achieve: Refused at first');
    await expect(opened.milestone('Added by the buyer meanwhile').row).toBeVisible();

    refusal.isOn = false;
    await offer(opened).getByRole('button', { name: 'Put back' }).click();
    await expect(opened.goal).toHaveValue('Refused at first');
    await expect(buyer.goal).toHaveValue('Refused at first');
    await expect(offer(opened)).toHaveCount(0);
    await opened.saved();
    await opened.page.reload();
    await opened.saved();
    await expect(offer(opened)).toHaveCount(0);
    await opened.showsSameAs(buyer);
    await context.close();
  });

  test('is set aside in every tab, saved as a file, and discarded', async ({ browser, relay, plan }) => {
    const context = await browser.newContext();
    const { opened, refusal } = await refusing(context, relay, linkOf(plan, 'editor', 'seller'));
    const other = await refusing(context, relay, linkOf(plan, 'editor', 'seller'));
    refusal.isOn = true;
    other.refusal.isOn = true;
    // Its row may be gone again before anybody has seen it; the line keeps the focus all the while.
    await opened.addLine.fill('Refused');
    await opened.addLine.press('Enter');
    for (const tab of [opened, other.opened]) {
      await expect(offer(tab)).toContainText(/not accepted/);
      await tab.saved();
      await expect(tab.milestone('Refused').row).toHaveCount(0);
    }
    const download = opened.page.waitForEvent('download');
    await offer(opened).getByRole('button', { name: 'Save as a file' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.coplan$/);
    await offer(opened).getByRole('button', { name: 'Discard' }).click();
    await offer(opened).getByRole('button', { name: 'Yes, discard' }).click();
    await expect(offer(opened)).toHaveCount(0);
    await opened.page.reload();
    await opened.saved();
    await expect(offer(opened)).toHaveCount(0);
    await context.close();
  });

  test('is set aside when it has grown too large, by a file of somebody else', async ({ seller, relay, plan, stock }) => {
    await seller.saved();
    const reader = stock(linkOf(plan, 'editor', 'buyer'));
    await reader.until((document) => document.getMap('milestones').size > 0);
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(reader.document));
    theirs.getText('goal').insert(0, 'From a file. ');
    for (let part = 0; part < 18; part += 1) theirs.getText('nobody reads this').insert(0, 'x'.repeat(1 << 20));
    const file = encoding.encode((encoder) => {
      encoding.writeUint8Array(encoder, new TextEncoder().encode(`coplan 1 ${plan.plan}\n`));
      encoding.writeUint8Array(encoder, Y.encodeStateAsUpdate(theirs));
    });
    await seller.page.goto(relay.address);
    await seller.page.getByLabel('Open a plan from a file').setInputFiles({ name: 'large.coplan', mimeType: 'text/plain', buffer: Buffer.from(file) });
    await expect(offer(seller)).toContainText('grown too large', { timeout: 30_000 });
    await seller.saved();
    await offer(seller).getByRole('button', { name: 'Put back' }).click();
    await expect(seller.goal).toHaveValue(/^From a file\. /);
    await seller.saved();
    await expect(offer(seller)).toHaveCount(0);
    await reader.until((document) => document.getText('goal').toString().startsWith('From a file. '));
  });
});

test.describe('storage', () => {
  test('that is full is told, and is written to as soon as there is room', async ({ seller, relay }) => {
    await seller.saved();
    await seller.keptWhole();
    await relay.stop('SIGKILL');
    // Chromium notices a quota too late for a test. So every commit fails as it would: all requests have succeeded, and
    // then the transaction is aborted.
    await seller.page.evaluate(() => {
      const commit = IDBTransaction.prototype.commit;
      IDBTransaction.prototype.commit = function () {
        this.objectStore('updates').count().onsuccess = () => this.abort();
      };
      (window as unknown as { makeRoom: () => void }).makeRoom = () => (IDBTransaction.prototype.commit = commit);
    });
    await seller.goal.fill('No room for this');
    await expect(seller.page.getByText(/no room on this device/)).toBeVisible();
    await expect(seller.saving(/only in this tab/)).toBeVisible();
    await seller.page.evaluate(() => (window as unknown as { makeRoom: () => void }).makeRoom());
    await seller.add('Now there is room');
    await expect(seller.saving(/: 2 changes kept on this device/)).toBeVisible();
    await seller.page.reload();
    await expect(seller.goal).toHaveValue('No room for this');
    await expect(seller.milestone('Now there is room').row).toBeVisible();
    await relay.start();
    await seller.saved();
  });

  test('with records that are damaged gives the rest, and leaves them where they are', async ({ seller, plan }) => {
    await seller.saved();
    await seller.keptWhole();
    // No update; nothing at all; one list within the other, a million deep: it would end the tab.
    const deep = [1, 1, 1, 0, 8, 1, 1, 0x74, 1, ...Array.from({ length: 2_000_000 }, (_, at) => (at % 2 ? 1 : 117)), 126, 0];
    await damage(seller.page, plan.plan, 'add', [[7, 7, 7], [], deep]);
    const before = await seller.content();
    await seller.page.reload();
    await expect(seller.page.getByText(/3 changes kept on this device cannot be read/)).toBeVisible();
    await seller.saved();
    await expect.poll(() => seller.content()).toBe(before);
    await seller.goal.fill('It goes on');
    await seller.saved();
    await seller.page.reload();
    await expect(seller.page.getByText(/3 changes kept on this device cannot be read/)).toBeVisible();
    await expect(seller.goal).toHaveValue('It goes on');
  });

  test('that has lost a record gets it back from the relay, and nothing that stood on it is lost', async ({ seller, buyer, relay, plan }) => {
    await seller.saved();
    await seller.keptWhole();
    // A text of a record that came with the first answer of the relay: that answer is what will be lost.
    await seller.milestone('Contract signed').title.fill('Contract signed by both');
    await seller.saved();
    await relay.stop('SIGKILL');
    await seller.add('Written after that');
    await expect(seller.saving(/: 1 change kept/)).toBeVisible();
    await damage(seller.page, plan.plan, 'remove first');
    await seller.page.reload();
    await expect(seller.page.getByText(/missing on this device/)).toBeVisible();
    await relay.start();
    await seller.saved();
    await buyer.saved();
    await expect(seller.milestone('Contract signed by both').row).toBeVisible();
    await expect(buyer.milestone('Written after that').row).toBeVisible();
    await seller.showsSameAs(buyer);
  });

  test('that is deleted under an open page is written anew, whole', async ({ seller, relay, plan }) => {
    await seller.saved();
    await seller.keptWhole();
    await relay.stop('SIGKILL');
    await seller.page.evaluate(async (plan) => {
      const deleting = indexedDB.deleteDatabase(`coplan:${plan}`);
      await new Promise((done, fail) => ((deleting.onsuccess = done), (deleting.onerror = fail)));
    }, plan.plan);
    await seller.goal.fill('Written after that');
    await expect(seller.saving(/kept on this device/)).toBeVisible();
    const before = await seller.content();
    await seller.page.reload();
    await expect.poll(() => seller.content()).toBe(before);
    await relay.start();
    await seller.saved();
  });
});

test('a clock that jumps years, back and forth, holds nothing up', async ({ browser, relay, plan, buyer }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const real = Date.now.bind(Date);
    const clock = window as unknown as { shiftMs: number };
    clock.shiftMs = 0;
    Date.now = () => real() + clock.shiftMs;
  });
  const opened = new PlanPage(page, relay);
  await opened.visit(linkOf(plan, 'editor', 'seller'));
  await opened.saved();
  const year = 365 * 24 * 3600 * 1000;
  let number = 0;
  for (const shift of [-2 * year, 5 * year, 0]) {
    // While the next attempt is awaited, which is where a clock that goes back would put it off.
    await relay.stop('SIGKILL');
    await expect(opened.saving(/^(Offline|Reconnecting)/)).toBeVisible();
    await page.evaluate((shift) => ((window as unknown as { shiftMs: number }).shiftMs = shift), shift);
    number += 1;
    await opened.goal.fill(`Edit ${number}`);
    await expect(opened.saving(/: 1 change kept/)).toBeVisible();
    await relay.start();
    await opened.saved();
    await buyer.saved();
    await expect(buyer.goal).toHaveValue(`Edit ${number}`);
  }
  await context.close();
});

test('a relay that came back from an old backup gets from any browser what it lacks', async ({ relay, plan, seller, open, stock }) => {
  const viewer = await open(linkOf(plan, 'viewer'));
  await seller.saved();
  await relay.stop('SIGTERM');
  const backup = mkdtempSync(join(tmpdir(), 'coplan-backup-'));
  cpSync(relay.data, backup, { recursive: true });
  await relay.start();
  await seller.goal.fill('After the backup');
  await seller.milestone('Onboarding kickoff').choose('Archive');
  await seller.saved();
  await viewer.saved();
  await expect(viewer.page.getByText('After the backup', { exact: true })).toBeVisible();

  await relay.stop('SIGKILL');
  rmSync(relay.data, { recursive: true });
  cpSync(backup, relay.data, { recursive: true });
  await relay.start();
  await seller.saved();
  const reader = stock(linkOf(plan, 'editor', 'buyer'));
  await reader.until((document) => document.getText('goal').toString() === 'After the backup');
  const archived = [...reader.milestones().values()].find((row) => String(row.get('title')) === 'Onboarding kickoff');
  expect(archived?.get('archived')).toBeTruthy();
  // A reader brings nothing: the relay would refuse it. It begins again with what the relay has.
  await viewer.saved();
  await expect(viewer.page.getByText('After the backup', { exact: true })).toBeVisible();
  await expect(viewer.page.getByText(/not accept/)).toHaveCount(0);
  rmSync(backup, { recursive: true });
});

test('a copied browser profile is another writer: both edit, nothing diverges', async ({ relay, plan, stock }) => {
  test.setTimeout(120_000);
  const first = new Profile();
  const link = linkOf(plan, 'editor', 'seller');
  const before = new PlanPage(await first.start(), relay);
  await before.visit(link);
  await before.saved();
  await before.keptWhole();
  await relay.stop('SIGKILL');
  await before.goal.fill('Both have this');
  await expect(before.saving(/: 1 change kept/)).toBeVisible();
  await first.kill();
  const second = first.copy();

  const opened: PlanPage[] = [];
  for (const [number, profile] of [first, second].entries()) {
    const page = new PlanPage(await profile.start(), relay);
    await page.page.goto(`${relay.address}/p/${plan.plan}`);
    await page.ready();
    await expect(page.goal).toHaveValue('Both have this');
    await page.add(`Only in copy ${number + 1}`);
    await page.milestone('Contract signed').due.fill(`2025-08-0${number + 4}`);
    await page.milestone('Contract signed').due.press('Enter');
    await page.page.getByRole('button', { name: 'Move only this one' }).click();
    await expect(page.saving(/: 3 changes kept on this device/)).toBeVisible();
    opened.push(page);
  }
  await relay.start();
  for (const page of opened) await page.saved();
  for (const page of opened) {
    await expect(page.milestone('Only in copy 1').row).toBeVisible();
    await expect(page.milestone('Only in copy 2').row).toBeVisible();
  }
  await opened[0].showsSameAs(opened[1]);
  const reader = stock(linkOf(plan, 'viewer'));
  await reader.until((document) => document.getText('goal').toString() === 'Both have this');
  const signed = [...reader.milestones().values()].find((row) => String(row.get('title')) === 'Contract signed');
  const due = signed?.get('due') as { date: string };
  await expect(opened[0].milestone('Contract signed').due).toHaveValue(due.date);
  for (const profile of [first, second]) await profile.remove();
});
