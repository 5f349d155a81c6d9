/** Comments: the plan's second room, live, without the relay, and after a reload. */
import { analyse } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { linkOf } from './support/relay.ts';

test.use({ serviceWorkers: 'allow' });

const title = 'Contract signed';

test('what one says is seen by the other, who is told, and their own can be changed and withdrawn', async ({ seller, buyer }) => {
  const mine = await seller.milestone(title).details();
  const write = mine.getByRole('textbox', { name: 'Write a comment' });
  await expect(mine.getByText('Nobody has said anything yet.')).toBeVisible();
  await write.fill('Can legal look at this? @C');
  const people = mine.getByRole('listbox', { name: 'People to mention' });
  await expect(people.getByRole('option').first()).toBeVisible();
  const name = (await people.getByRole('option').first().textContent()) ?? '';
  await write.press('Enter');
  await expect(write).toHaveValue(`Can legal look at this? @${name} `);
  await write.press('Control+Enter');
  await expect(write).toHaveValue('');
  const said = mine.getByRole('listitem').filter({ hasText: 'Can legal look at this?' });
  await expect(said.locator('mark')).toHaveText(`@${name}`);

  // The buyer sees a count in the row, and is told, with a way to it.
  const told = buyer.page.getByRole('status').filter({ hasText: `Somebody on ${title}: Can legal look at this?` });
  await expect(told).toBeVisible();
  await expect(buyer.milestone(title).row.getByRole('button', { name: `1 comment: ${title}` })).toBeVisible();
  await told.getByRole('button', { name: 'Show' }).click();
  const theirs = buyer.page.getByRole('dialog', { name: `Details: ${title}` });
  const heard = theirs.getByRole('listitem').filter({ hasText: 'Can legal look at this?' });
  await expect(heard).toContainText('Seller');
  await expect(heard.getByRole('button', { name: 'Change your comment' })).toHaveCount(0);

  await said.getByRole('button', { name: 'Change your comment' }).click();
  const change = mine.getByRole('textbox', { name: 'Change your comment' });
  await expect(change).toBeFocused();
  await change.fill('Legal has seen it');
  await mine.getByRole('button', { name: 'Keep the change' }).click();
  await expect(theirs.getByText('Legal has seen it')).toBeVisible();

  expect((await analyse(seller.page)).map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(', ')}`)).toEqual([]);

  await mine.getByRole('button', { name: /^Withdraw your comment/ }).click();
  await expect(theirs.getByText('Nobody has said anything yet.')).toBeVisible();
  await expect(buyer.milestone(title).row.getByRole('button', { name: /comment/ })).toHaveCount(0);
  await seller.page.getByRole('status').filter({ hasText: 'Comment withdrawn' }).getByRole('button', { name: 'Undo' }).click();
  await expect(theirs.getByText('Legal has seen it')).toBeVisible();
});

test('a comment written without the relay counts as not saved, survives a reload and arrives later', async ({ seller, buyer, relay }) => {
  await seller.keptWhole();
  const mine = await seller.milestone(title).details();
  await expect(mine.getByRole('textbox', { name: 'Write a comment' })).toBeVisible();
  await relay.stop();
  await mine.getByRole('textbox', { name: 'Write a comment' }).fill('Written on the plane');
  await mine.getByRole('button', { name: 'Send' }).click();
  await expect(seller.saving(/1 change/)).toBeVisible();

  await seller.page.reload();
  await seller.ready();
  await expect(seller.milestone(title).row.getByRole('button', { name: `1 comment: ${title}` })).toBeVisible();
  await expect(seller.saving(/1 change/)).toBeVisible();
  const again = await seller.milestone(title).details();
  await expect(again.getByText('Written on the plane')).toBeVisible();
  await expect(again.getByRole('button', { name: 'Change your comment' })).toBeVisible();

  await relay.start();
  await expect(buyer.milestone(title).row.getByRole('button', { name: `1 comment: ${title}` })).toBeVisible({ timeout: 30_000 });
  await seller.saved();
});

test('a viewer has no comments, and what is half written outlives the panel', async ({ seller, open, plan }) => {
  const viewer = await open(linkOf(plan, 'viewer'));
  const asked: string[] = [];
  viewer.page.on('websocket', (socket) => asked.push(socket.url()));
  await viewer.page.reload();
  await viewer.ready();
  await viewer.milestone(title).row.or(viewer.page.getByRole('row').nth(1)).first().focus();
  await expect(viewer.page.getByRole('textbox', { name: 'Write a comment' })).toHaveCount(0);

  const mine = await seller.milestone(title).details();
  await mine.getByRole('textbox', { name: 'Write a comment' }).fill('Half a thought');
  await mine.getByRole('button', { name: 'Close' }).click();
  const again = await seller.milestone(title).details();
  await expect(again.getByRole('textbox', { name: 'Write a comment' })).toHaveValue('Half a thought');
  await again.getByRole('textbox', { name: 'Write a comment' }).press('Control+Enter');
  await expect(again.getByRole('listitem').filter({ hasText: 'Half a thought' })).toBeVisible();
  await seller.saved();
  expect(asked.filter((url) => url.includes('/talk'))).toEqual([]);
});
