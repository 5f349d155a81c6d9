/** Going through a page as somebody without a mouse does. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Milestone } from './plan_page.ts';

/** More stops than any page of ours has. */
const STOPS_MAX = 400;

const hasFocus = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement);

/** Goes there by Tab alone. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if (await hasFocus(target)) return;
    await target.page().keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${target}`);
}

/** Goes there by Tab alone, and presses it. */
export async function press(target: Locator, key: 'Enter' | 'Space' = 'Enter', by: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(target, by);
  await target.page().keyboard.press(key);
}

/** Goes to a milestone, or does something, by the command menu. */
export async function find(page: Page, words: string): Promise<void> {
  const menu = page.getByRole('dialog', { name: 'Find or do' });
  // The code that listens may still be on its way.
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(menu.getByRole('combobox')).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.type(words);
  await expect(menu.getByRole('option').first()).toContainText(new RegExp(words, 'i'));
  await page.keyboard.press('Enter');
  await expect(menu).toHaveCount(0);
}

/** Goes to a milestone's title by the command menu: a table of many stops is not walked for every row. */
export async function goTo(milestone: Milestone): Promise<void> {
  await find(milestone.row.page(), milestone.name);
  await expect(milestone.title).toBeFocused();
}

/** Opens what a button opens, by Tab and Enter; the panel, once the focus is in it. */
export async function open(button: Locator, panel: Locator, by: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Locator> {
  await press(button, 'Enter', by);
  await holdsFocus(panel);
  return panel;
}

/** Closes a panel by Escape, and the focus is back. */
export async function leave(panel: Locator, back: Locator): Promise<void> {
  await holdsFocus(panel);
  // The first may only leave a field of it.
  await expect(async () => {
    if ((await panel.count()) > 0) await panel.page().keyboard.press('Escape');
    await expect(panel).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await expect(back).toBeFocused();
}

/** Goes there by an arrow, as in a menu. */
export async function arrowTo(target: Locator, key: 'ArrowDown' | 'ArrowUp' = 'ArrowDown'): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    if (await hasFocus(target)) return;
    await target.page().keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${target}`);
}

/** Opens the menu of a button and takes an entry. */
export async function choose(button: Locator, entry: string, by: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const page = button.page();
  const menu = await open(button, page.getByRole('menu'), by);
  await arrowTo(menu.getByRole('menuitem', { name: entry, exact: true }).or(menu.getByRole('menuitemradio', { name: entry, exact: true })));
  await page.keyboard.press('Enter');
  await expect(menu).toHaveCount(0);
}

/** The focus is in it, or on it. */
export const holdsFocus = (panel: Locator): Promise<void> =>
  expect.poll(() => panel.evaluateAll((panels) => panels.some((one) => one.contains(document.activeElement)))).toBe(true);

/** The focus is somewhere, so that the next key does something. */
export const keepsFocus = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);

/** Chooses a file by the keys of its field. */
export async function chooseFile(field: Locator, file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const chooser = field.page().waitForEvent('filechooser');
  await press(field);
  await (await chooser).setFiles(file);
}

/**
 * Goes through all of `within` by Tab, and says what is wrong: a control that Tab does not lead to, or that does not
 * show that it has the focus. What arrows lead to (menus, bars, radio buttons) is one stop.
 */
export async function walk(within: Locator): Promise<string[]> {
  const page = within.page();
  const wanted = await within.evaluate((root) => {
    const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    const isStop = (one: HTMLElement) =>
      one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0 && !one.matches(':disabled, [type=radio]:not(:checked)');
    const controls = [...root.querySelectorAll<HTMLElement>(CONTROLS)].filter(isStop);
    controls.forEach((control, at) => control.setAttribute('data-walked', String(at)));
    return controls.map((control) => control.ariaLabel || control.textContent?.trim() || control.className);
  });
  // A panel may begin in its middle.
  for (let back = 0; back < wanted.length && (await within.locator(':focus').count()) > 0; back += 1) await page.keyboard.press('Shift+Tab');
  const met = new Set<number>();
  const wrong: string[] = [];
  // Once round, and the few stops of the browser's own.
  for (let stop = 0; stop < wanted.length + 20 && met.size < wanted.length; stop += 1) {
    const { at, isShown } = await focus(page);
    if (at !== null && !isShown) wrong.push(`no focus is seen on ${wanted[at]}`);
    if (at !== null) met.add(at);
    await page.keyboard.press('Tab');
  }
  wanted.forEach((name, at) => met.has(at) || wrong.push(`Tab does not lead to ${name}`));
  return wrong;
}

const focus = (page: Page): Promise<{ at: number | null; isShown: boolean }> =>
  page.evaluate(() => {
    const focused = document.activeElement as HTMLElement | null;
    const at = focused?.getAttribute('data-walked');
    if (!focused || at == null) return { at: null, isShown: false };
    const drawn = (element: Element | null) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element!);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    // A box without a picture of its own is shown by what stands for it.
    const stands = [focused, focused.parentElement, focused.closest('label')].filter((one) => one !== null);
    return { at: Number(at), isShown: stands.some(drawn) };
  });
