/** Any Yjs client may join: an unmodified `y-websocket` and the browser see each other's edits. */
import * as Y from 'yjs';
import { expect, test } from './support/fixtures.ts';
import { linkOf } from './support/relay.ts';

test.use({ serviceWorkers: 'allow' });

test('a stock Yjs client and the browser edit one plan', async ({ plan, seller, stock }) => {
  const client = stock(linkOf(plan, 'editor', 'buyer'));
  await client.until((document) => document.getMap('milestones').size === 11);
  expect(client.titles().sort()).toEqual((await seller.titles()).sort());

  await seller.goal.fill('Seen by any Yjs client');
  await client.until((document) => document.getText('goal').toString() === 'Seen by any Yjs client');

  const signed = [...client.milestones().values()].find((milestone) => String(milestone.get('title')) === 'Contract signed');
  (signed?.get('title') as Y.Text).insert('Contract signed'.length, ' by everybody');
  await expect(seller.milestone('Contract signed by everybody').row).toBeVisible();

  client.document.getText('why_now').insert(0, 'Written by a program');
  await expect(seller.page.getByRole('textbox', { name: 'Why now' })).toHaveValue('Written by a program');
});

test('a stock viewer link reads and cannot write', async ({ plan, seller, stock }) => {
  const client = stock(linkOf(plan, 'viewer'));
  await client.until((document) => document.getMap('milestones').size === 11);
  client.document.getText('why_now').insert(0, 'forged');
  await seller.goal.fill('Still here');
  await expect(seller.page.getByRole('textbox', { name: 'Why now' })).toHaveValue('');
});
