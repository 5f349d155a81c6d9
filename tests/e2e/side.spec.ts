/** What a side keeps to itself: folded until it is asked for, live within the side, and nothing of it for anybody else. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import type { PlanPage } from './support/plan_page.ts';
import { RawSocket } from './support/raw.ts';
import { linkOf } from './support/relay.ts';

const title = 'Contract signed';

/** The rooms that a page asks the relay for from now on. */
function roomsOf(page: Page): string[] {
  const rooms: string[] = [];
  page.on('websocket', (socket) => rooms.push(new URL(socket.url()).pathname.replace('/sync/', '')));
  return rooms;
}

async function health(person: PlanPage): Promise<Locator> {
  const panel = person.page.getByRole('dialog', { name: 'Health of the plan' });
  if (!(await panel.isVisible())) await person.page.getByRole('button', { name: /Show why$/ }).click();
  await expect(panel).toBeVisible();
  return panel;
}

/** The part of the health panel that is one side's alone, opened. */
async function own(person: PlanPage): Promise<Locator> {
  const part = (await health(person)).getByRole('region', { name: /^For .* only$/ });
  const fold = part.getByRole('button', { name: /^For .* only$/ });
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await fold.click();
  await expect(part.getByRole('heading', { name: 'What we noticed' })).toBeVisible();
  return part;
}

const note = async (part: Locator, words: string): Promise<void> => {
  await part.getByRole('textbox', { name: 'Something you noticed' }).fill(words);
  await part.getByRole('button', { name: 'Keep the note' }).click();
};

test('two of a side see each other’s notes, which are changed, settled and opened again', async ({ seller, open, plan }) => {
  const colleague = await open(linkOf(plan, 'admin', 'seller'));
  const [mine, theirs] = [await own(seller), await own(colleague)];
  const write = mine.getByRole('textbox', { name: 'Something you noticed' });
  await write.fill('Would not name an owner for legal review');
  await mine.getByRole('combobox', { name: 'About' }).selectOption(title);
  await write.press('Control+Enter');
  await expect(write).toHaveValue('');
  await expect(write).toBeFocused();

  const heard = theirs.getByRole('listitem').filter({ hasText: 'Would not name an owner' });
  await heard.getByRole('button', { name: `Go to ${title}` }).click();
  await expect(colleague.milestone(title).title).toBeFocused();
  await heard.getByRole('button', { name: /^Change the note/ }).click();
  const change = theirs.getByRole('textbox', { name: 'Change the note' });
  await expect(change).toBeFocused();
  await change.fill('Named Kim for legal review');
  await theirs.getByRole('button', { name: 'Keep the change' }).click();
  await expect(heard).toHaveCount(0);
  const said = mine.getByRole('listitem').filter({ hasText: 'Named Kim for legal review' });
  await expect(said.getByRole('button', { name: `Go to ${title}` })).toBeVisible();
  await expect(theirs.getByRole('button', { name: 'Change the note: Named Kim for legal review' })).toBeFocused();

  await said.getByRole('button', { name: /^Mark as settled/ }).click();
  await expect(write).toBeFocused();
  await theirs.getByText('1 settled note').click();
  await theirs.getByRole('button', { name: 'Open again: Named Kim for legal review' }).click();
  await expect(said).toBeVisible();
});

test('of what is folded nothing is on the page, and it is folded again with the panel', async ({ seller }) => {
  const part = await own(seller);
  await note(part, 'They went quiet');
  await expect(part).toContainText('They went quiet');
  await part.getByRole('textbox', { name: 'Something you noticed' }).fill('Half a thought');
  await part.getByRole('button', { name: /^For .* only$/ }).click();
  await expect(part).toHaveText('For your side only');
  await expect(seller.page.getByText(/quiet|What we noticed/)).toHaveCount(0);
  await part.getByRole('button', { name: /^For .* only$/ }).click();
  await expect(part.getByRole('textbox', { name: 'Something you noticed' })).toHaveValue('Half a thought');

  await seller.page.getByRole('button', { name: 'Close the panel' }).click();
  await expect(seller.page.getByText('They went quiet')).toHaveCount(0);
  await own(seller);
});

test('the seller is told what is weak, with a question that can be copied', async ({ seller }) => {
  await seller.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const part = await own(seller);
  const unnamed = part.getByRole('listitem').filter({ hasText: 'Roles of theirs without a name' });
  await expect(unnamed).toContainText('Next question: “Who will do this, by name?”');
  await unnamed.getByRole('button', { name: 'Copy the question: Who will do this, by name?' }).click();
  await expect(unnamed.getByRole('status')).toHaveText('Copied');
  expect(await seller.page.evaluate(() => navigator.clipboard.readText())).toBe('Who will do this, by name?');
  await unnamed.getByRole('button', { name: /^Go to / }).first().click();
  await expect(seller.page.getByRole('table').getByRole('button', { name: /: who/ }).and(seller.page.locator(':focus'))).toBeVisible();
});

test('a plan that was declined is recorded, decided on, and taken back', async ({ seller, open, plan }) => {
  const part = await own(seller);
  await part.getByRole('button', { name: 'Note what they said' }).click();
  const why = part.getByRole('combobox', { name: 'Why' });
  await expect(why).toBeFocused();
  await why.selectOption('They do not know yet who takes part');
  await part.getByRole('textbox', { name: 'In their words' }).fill('We will see who joins');
  await part.getByRole('button', { name: 'Keep it' }).click();
  await expect(part).toContainText('Not decided yet: go on or move on?');
  await expect(part).toContainText('Next question: “Who else would have to be part of this?”');

  const other = await own(await open(linkOf(plan, 'admin', 'seller')));
  await expect(other.getByRole('blockquote')).toHaveText('We will see who joins');
  await other.getByRole('button', { name: 'Change what was noted' }).click();
  await other.getByRole('textbox', { name: /^What we decided/ }).fill('Go on until June');
  await other.getByRole('button', { name: 'Keep it' }).click();
  await expect(part).toContainText('We decided: Go on until June');
  await part.getByRole('button', { name: 'Take it back' }).click();
  await expect(part.getByRole('button', { name: 'Note what they said' })).toBeFocused();
  await expect(other.getByRole('blockquote')).toHaveCount(0);
});

test('nothing of it reaches the other side', async ({ seller, buyer, relay, plan }) => {
  const part = await own(seller);
  const rooms = roomsOf(buyer.page);
  const received: string[] = [];
  buyer.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(payload.toString('latin1'))));
  await buyer.page.reload();
  await buyer.ready();
  await note(part, 'Sshh, the champion is leaving');
  await seller.saved();

  const theirs = await own(buyer);
  await expect(theirs).not.toContainText(/Sshh|rather not plan|Roles of theirs/);
  await note(theirs, 'The vendor stalls');
  await buyer.saved();
  await expect(part.getByRole('listitem').filter({ hasText: 'vendor stalls' })).toHaveCount(0);
  expect(rooms).toContain(`${plan.plan}/side/buyer`);
  expect(rooms.filter((room) => room.endsWith('/side/seller'))).toEqual([]);
  expect(received.filter((frame) => frame.includes('Sshh'))).toEqual([]);

  const forced = await RawSocket.open(relay, `${plan.plan}/side/seller`, linkOf(plan, 'editor', 'buyer').secret);
  expect((await forced.closed).code).toBe(4403);
  expect(forced.frames.filter((frame) => frame.type !== 2)).toEqual([]);
});

test('a viewer has no such part, and opens no side’s document', async ({ page, relay, plan }) => {
  const rooms = roomsOf(page);
  await page.goto(relay.address + linkOf(plan, 'viewer', 'buyer').path);
  await page.getByRole('button', { name: /Show why$/ }).click();
  await expect(page.getByRole('dialog', { name: 'Health of the plan' })).toContainText('Worth a look');
  await expect(page.getByRole('region', { name: /^For .* only$/ })).toHaveCount(0);
  await page.waitForLoadState('networkidle');
  expect(rooms).toEqual([plan.plan]);
});

test('a plan inside another page opens no side’s document, whoever’s link it has', async ({ page, relay, plan }) => {
  const rooms = roomsOf(page);
  await page.goto(relay.address + linkOf(plan, 'editor', 'seller').path.replace('/p/', '/embed/'));
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(rooms).toEqual([plan.plan]);
});

test('a note that cannot be kept stays in the field, with the reason', async ({ seller }) => {
  const part = await own(seller);
  const long = 'x'.repeat(20_001);
  await note(part, long);
  await expect(part.getByRole('alert').filter({ hasText: 'At most 20000 characters fit.' })).toBeVisible();
  await expect(part.getByRole('textbox', { name: 'Something you noticed' })).toHaveValue(long);
});

test('a note written without the relay counts as not saved, survives a reload and arrives later', async ({ seller, open, plan }) => {
  const theirs = await own(await open(linkOf(plan, 'admin', 'seller')));
  let isDown = true;
  await seller.page.routeWebSocket(/\/sync\//, (socket) => (isDown ? void socket.close() : void socket.connectToServer()));
  await seller.page.reload();
  await seller.ready();
  await note(await own(seller), 'Written on the plane');
  await expect(seller.saving(/1 change/)).toBeVisible();
  await seller.page.reload();
  await seller.ready();
  await expect(seller.saving(/1 change/)).toBeVisible();
  await expect(await own(seller)).toContainText('Written on the plane');
  isDown = false;
  await expect(theirs).toContainText('Written on the plane', { timeout: 30_000 });
  await seller.saved();
});

test('files that leave the page carry none of it, and forgetting the plan forgets it', async ({ seller, relay }) => {
  const { page } = seller;
  await note(await own(seller), 'Sshh, the champion is leaving');
  await seller.saved();
  await page.getByRole('button', { name: 'Close the panel' }).click();
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  for (const name of ['JSON', 'Markdown', 'CSV']) {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: new RegExp(name) }).first().click();
    expect(await contents(await coming)).not.toContain('Sshh');
  }
  await page.goto(`${relay.address}/storage`);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Save as a file/ }).click();
  expect(await contents(await coming)).not.toContain('Sshh');

  const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.includes('/side/')));
  expect(await databases()).toHaveLength(1);
  await page.getByRole('button', { name: /^Forget “/ }).click();
  await page.getByRole('button', { name: 'Yes, forget' }).click();
  await expect(page.getByText('Nothing is kept here.')).toBeVisible();
  expect(await databases()).toEqual([]);
});

async function contents(download: { createReadStream: () => Promise<NodeJS.ReadableStream> }): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('latin1');
}
