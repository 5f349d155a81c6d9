/** By keys alone: what two people see of each other, and what went wrong. */
import { expect, test } from './support/fixtures.ts';
import { find, goTo, keepsFocus, leave, open, press, tabTo } from './support/keys.ts';
import { refuseEdits } from './support/other_views.ts';
import { signed } from './support/views.ts';

test.use({ today: '2025-06-19', viewport: { width: 1440, height: 900 } });
// Each walks through several views, stop by stop.
test.describe.configure({ timeout: 120_000 });

test('two people', async ({ seller, buyer }) => {
  const { page } = seller;
  const { keyboard } = page;
  await seller.saved();
  await buyer.saved();
  // What others do is news to who has seen the plan before.
  await goTo(seller.milestone(signed));

  await test.step('changes of others', async () => {
    await find(buyer.page, 'Add a milestone');
    await buyer.page.keyboard.type('Works council informed');
    await buyer.page.keyboard.press('Enter');
    const row = seller.milestone('Works council informed');
    await expect(row.row).toBeVisible();
    const line = page.getByRole('button', { name: /^What has changed|since you last looked/ });
    const panel = await open(line, page.getByRole('dialog', { name: 'What has changed' }), 'Shift+Tab');
    await press(panel.getByRole('button', { name: 'Show Works council informed' }));
    await expect(row.title).toBeFocused();
    await press(panel.getByRole('button', { name: 'Close the panel' }));
    await expect(panel).toHaveCount(0);
    await expect(line).toBeFocused();
    await leave(await open(line, panel), line);
  });

  const disc = page.getByRole('banner').getByRole('button', { name: 'See what Somebody sees' });
  const following = page.getByText('You see what Somebody sees');

  await test.step('following', async () => {
    await press(disc, 'Enter', 'Shift+Tab');
    await expect(following).toBeVisible();
    await expect(disc).toBeFocused();
    await press(page.getByRole('button', { name: 'Stop following' }), 'Enter', 'Shift+Tab');
    await expect(following).toHaveCount(0);
    await keepsFocus(page);
    await press(disc, 'Enter', 'Shift+Tab');
    await expect(following).toBeVisible();
    await keyboard.press('Escape');
    await expect(following).toHaveCount(0);
    await expect(disc).toBeFocused();
  });

  await test.step('followed', async () => {
    await tabTo(buyer.goal, 'Shift+Tab');
    await press(disc);
    await expect(buyer.page.getByText('Somebody sees what you see')).toBeVisible();
    // Whoever is followed goes on with what they do.
    await buyer.page.keyboard.type('Close the books in two days');
    await expect(seller.goal).toHaveValue('Close the books in two days');
    await expect(buyer.goal).toBeFocused();
    await keyboard.press('Escape');
    await expect(buyer.page.getByText('Somebody sees what you see')).toHaveCount(0);
  });
});

test('undo over what others did', async ({ seller, buyer }) => {
  const { page } = seller;

  await test.step('undo of what somebody else changed too', async () => {
    for (const [person, day, value] of [
      [seller, '08082025', '2025-08-08'],
      [buyer, '09092025', '2025-09-09'],
    ] as const) {
      const milestone = person.milestone(signed);
      await goTo(milestone);
      await tabTo(milestone.due);
      await person.page.keyboard.type(day);
      await person.page.keyboard.press('Enter');
      await press(person.whatFollows(signed).getByRole('button', { name: 'Move only this one' }));
      for (const one of [seller, buyer]) await expect(one.milestone(signed).due).toHaveValue(value);
    }
    await press(page.getByRole('banner').getByRole('button', { name: 'Undo' }), 'Enter', 'Shift+Tab');
    const said = page.getByText(/^Undo also took back what others changed/);
    await expect(said).toBeVisible();
    await press(page.getByRole('main').getByRole('button', { name: 'Close' }));
    await expect(said).toHaveCount(0);
    await keepsFocus(page);
  });
});

test('what went wrong', async ({ seller, relay }) => {
  const { page } = seller;
  const { keyboard } = page;
  const type = async (words: string) => {
    await tabTo(seller.goal);
    await keyboard.press('Control+a');
    await keyboard.type(words);
  };

  await test.step('offline', async () => {
    await seller.saved();
    await relay.stop();
    await type('Written on the plane');
    await expect(seller.saving(/: \d+ changes? kept on this device/)).toBeVisible();
    await relay.start();
    await press(page.getByRole('banner').getByRole('button', { name: 'Try now' }), 'Enter', 'Shift+Tab');
    await seller.saved();
    await keepsFocus(page);
  });

  await test.step('edits that the server refused', async () => {
    await refuseEdits(seller);
    await type('Refused at first');
    const offer = page.getByRole('region', { name: /not accepted/ });
    await expect(offer).toContainText('1 change was not accepted');
    await press(offer.getByText('Show what it is'), 'Enter', 'Shift+Tab');
    await expect(offer.getByRole('listitem')).toBeVisible();
    await press(offer.getByRole('button', { name: 'Discard' }));
    await keepsFocus(page);
    await press(offer.getByRole('button', { name: 'Keep' }));
    await keepsFocus(page);
    await page.unrouteAll();
    await press(offer.getByRole('button', { name: 'Discard' }));
    await press(offer.getByRole('button', { name: /^Yes/ }));
    await expect(offer).toHaveCount(0);
    await keepsFocus(page);
  });
});
