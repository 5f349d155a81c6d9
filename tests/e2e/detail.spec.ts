/** The panel of one milestone: what has no column, and who said yes to what. */
import { expect, test } from './support/fixtures.ts';

test('the panel opens from menu and key, closes by Escape, and gives the focus back', async ({ seller }) => {
  const contract = seller.milestone('Contract signed');
  await contract.choose('Details');
  const panel = seller.page.getByRole('dialog', { name: 'Details: Contract signed' });
  await expect(panel).toBeFocused();
  await seller.page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(contract.row.getByRole('button', { name: 'Move or archive: Contract signed' })).toBeFocused();

  await contract.details();
  await seller.page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(contract.title).toBeFocused();

  await contract.details();
  await panel.getByRole('textbox', { name: 'Notes' }).fill('Ask for the annex');
  await seller.page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(contract.title).toBeFocused();
});

test('texts, checklist and links reach the other side, and each act can be undone', async ({ seller, buyer }) => {
  const mine = await seller.milestone('Contract signed').details();
  const theirs = await buyer.milestone('Contract signed').details();

  await mine.getByRole('textbox', { name: 'Result' }).fill('Signed by both');
  await expect(theirs.getByRole('textbox', { name: 'Result' })).toHaveValue('Signed by both');
  await theirs.getByRole('textbox', { name: 'Done when' }).fill('Both signatures are on file');
  await expect(seller.milestone('Contract signed').doneWhen).toHaveValue('Both signatures are on file');

  const add = mine.getByRole('textbox', { name: 'Add to the checklist' });
  await add.fill('Redlines agreed');
  await add.press('Enter');
  await add.fill('Annex attached');
  await add.press('Enter');
  await expect(add).toHaveValue('');
  await theirs.getByRole('checkbox', { name: 'Redlines agreed' }).check();
  await expect(mine.getByRole('checkbox', { name: 'Redlines agreed' })).toBeChecked();
  await expect(mine.getByText('1 of 2 done')).toBeVisible();
  const rename = mine.getByRole('textbox', { name: 'Checklist item: Annex attached' });
  await rename.fill('Annex B attached');
  await rename.press('Enter');
  await expect(theirs.getByRole('checkbox', { name: 'Annex B attached' })).toBeVisible();
  await mine.getByRole('button', { name: 'Take “Annex B attached” off the checklist' }).click();
  await expect(theirs.getByRole('checkbox')).toHaveCount(1);
  await seller.page.getByRole('button', { name: 'Undo' }).click();
  await expect(theirs.getByRole('checkbox')).toHaveCount(2);

  const address = mine.getByRole('textbox', { name: 'Address (https://…)' });
  await address.fill('http://example.com/contract');
  await mine.getByRole('button', { name: 'Add the link' }).click();
  await expect(mine.getByRole('alert')).toContainText('begin with https://');
  await expect(address).toHaveValue('http://example.com/contract');
  await address.fill('example.com/contract');
  await mine.getByRole('textbox', { name: 'What to call it' }).fill('The contract');
  await mine.getByRole('button', { name: 'Add the link' }).click();
  await expect(theirs.getByRole('link', { name: 'The contract' })).toHaveAttribute('href', 'https://example.com/contract');
  await mine.getByRole('button', { name: 'Take the link “The contract” away' }).click();
  await expect(theirs.getByRole('link')).toHaveCount(0);
});

test('an owner says yes, and sees what has changed since', async ({ seller, buyer }) => {
  const title = 'CFO budget approval';
  const panel = await buyer.milestone(title).details();
  await expect(panel.getByText('Name the owner first: a yes comes from a person.')).toBeVisible();
  await panel.getByRole('textbox', { name: 'Name of CFO' }).fill('Sarah Chen');
  await panel.getByRole('textbox', { name: 'Name of CFO' }).press('Enter');
  await panel.getByRole('button', { name: 'I am Sarah Chen' }).click();
  await panel.getByRole('button', { name: 'Say yes as Sarah Chen' }).click();
  await expect(panel.getByText('Everybody involved said yes.')).toBeVisible();
  await expect(panel.getByText(/^Sarah Chen said yes/)).toBeVisible();

  await seller.milestone(title).doneWhen.fill('The budget is released');
  await expect(panel.getByText(/^Done when: was .* is “The budget is released”$/)).toBeVisible();
  await expect(panel.getByText(/^It changed since a yes was given/)).toBeVisible();
  await panel.getByRole('button', { name: 'Say yes to this, as Sarah Chen' }).click();
  await expect(panel.getByText('Everybody involved said yes.')).toBeVisible();

  const theirs = await seller.milestone(title).details();
  await expect(theirs.getByText(/^Sarah Chen said yes/)).toBeVisible();
  await expect(theirs.getByText(/Nobody on your side owns this/)).toBeVisible();
  await panel.getByRole('button', { name: 'Take back my yes' }).click();
  await expect(theirs.getByText('Waiting for a yes from: Buyer')).toBeVisible();
});
