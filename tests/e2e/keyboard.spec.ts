/** The main way through the product by keyboard alone. */
import { resolve } from 'node:path';
import { expect, test } from './support/fixtures.ts';
import { find, press, tabTo } from './support/keys.ts';
import { PlanPage } from './support/plan_page.ts';

test.use({ today: '2025-06-19', viewport: { width: 1440, height: 900 } });

const september = resolve(import.meta.dirname, '../../examples/september.csv');

test('a plan from a file, named people, backwards from go-live, a slip, undo, and paper', async ({ page, relay, today }) => {
  await page.clock.setFixedTime(new Date(`${today}T10:00:00`));
  await relay.start();
  await page.goto(relay.address);
  const plan = new PlanPage(page, relay);
  const { keyboard } = page;

  await test.step('a new plan from the September file', async () => {
    await press(page.getByRole('button', { name: 'From a file or a table' }));
    const form = page.getByRole('form', { name: 'From a file or a table' });
    const chooser = page.waitForEvent('filechooser');
    await press(form.getByLabel(/^A spreadsheet/));
    await (await chooser).setFiles(september);
    await press(form.getByRole('button', { name: 'Make the plan' }));
    await plan.ready();
    expect(await plan.titles()).toHaveLength(11);
  });

  await test.step('named people', async () => {
    for (const [title, role, name] of [
      ['CFO budget approval', 'CFO', 'Sarah Chen'],
      ['Contract redlines returned', 'Legal', 'Anneke de Boer'],
    ]) {
      const owner = plan.milestone(title).row.getByRole('button', { name: `${title}: who` });
      await find(page, title);
      await press(owner);
      const panel = page.getByRole('dialog', { name: `${title}: who` });
      await tabTo(panel.getByRole('textbox', { name: `Name of ${role}` }));
      await keyboard.type(name);
      await keyboard.press('Enter');
      await keyboard.press('Escape');
      await expect(panel).toHaveCount(0);
      await expect(owner).toBeFocused();
      await expect(owner).toContainText(name);
    }
  });

  await test.step('backwards from another go-live', async () => {
    await find(page, 'Choose the shared date');
    await press(page.getByRole('button', { name: 'Plan backwards' }));
    const panel = page.getByRole('dialog', { name: 'Plan backwards' });
    await expect(panel.getByLabel('from go-live on')).toBeFocused();
    // The same whichever of the two the browser asks for first.
    await keyboard.type('09092025');
    await press(panel.getByRole('button', { name: 'Set these dates' }));
    await expect(panel).toHaveCount(0);
    await expect(plan.target).toHaveValue('2025-09-09');
    await expect(plan.milestone('Go-live').due).toHaveValue('2025-09-09');
  });

  const before = await plan.milestone('Contract signed').due.inputValue();
  await test.step('legal takes ten days longer', async () => {
    await find(page, 'Contract redlines returned');
    await press(page.getByRole('button', { name: 'Move or archive: Contract redlines returned' }), 'Enter', 'Shift+Tab');
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    const item = page.getByRole('menuitem', { name: 'Move it, and see what follows…' });
    for (let down = 0; down < 6; down += 1) await keyboard.press('ArrowDown');
    await expect(item).toBeFocused();
    await keyboard.press('Enter');
    const panel = plan.whatFollows('Contract redlines returned');
    await expect(panel.getByRole('spinbutton', { name: 'working days' })).toBeFocused();
    await keyboard.press('Control+a');
    await keyboard.type('10');
    await expect(panel).toContainText(/Moves \d+ milestones/);
    await keyboard.press('Enter');
    await expect(panel).toHaveCount(0);
    await expect(plan.milestone('Contract signed').due).not.toHaveValue(before);
  });

  await test.step('undo', async () => {
    await expect(page.getByRole('button', { name: 'Move or archive: Contract redlines returned' })).toBeFocused();
    await keyboard.press('Control+z');
    await expect(plan.milestone('Contract signed').due).toHaveValue(before);
    await expect(plan.target).toHaveValue('2025-09-09');
  });

  await test.step('paper', async () => {
    await page.emulateMedia({ media: 'print' });
    await expect(plan.addLine).toBeHidden();
    await expect(page.getByRole('banner')).toBeHidden();
    for (const name of ['Sarah Chen', 'Anneke de Boer']) await expect(page.getByText(name)).toBeVisible();
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  });
});

test('a panel that is left as soon as it is there gives the focus back', async ({ seller }) => {
  const { page } = seller;
  const title = 'Data migration complete';
  const handle = page.getByRole('button', { name: `Move or archive: ${title}` });
  const panel = seller.whatFollows(title);
  // Its code is here.
  await find(page, title);
  await press(handle, 'Enter', 'Shift+Tab');
  await page.getByRole('menuitem', { name: 'Move it, and see what follows…' }).press('Enter');
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  // Sooner than fingers are: Escape so many frames after the panel has the focus.
  for (let frames = 0; frames < 8; frames += 1) {
    await handle.focus();
    await page.keyboard.press('Enter');
    const item = page.getByRole('menuitem', { name: 'Move it, and see what follows…' });
    await item.focus();
    await page.evaluate((frames) => {
      const escape = (target: Element, left: number): void => {
        if (left > 0) return void requestAnimationFrame(() => escape(target, left - 1));
        target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
      };
      const inPanel = ({ target }: FocusEvent) => {
        if (!(target instanceof Element) || !target.closest('.slip')) return;
        document.removeEventListener('focusin', inPanel);
        queueMicrotask(() => escape(target, frames % 4));
      };
      document.addEventListener('focusin', inPanel);
    }, frames);
    await page.keyboard.press('Enter');
    await expect(item).toHaveCount(0);
    await expect(panel).toHaveCount(0);
    await expect(handle, `${frames % 4} frames`).toBeFocused();
  }
});
