/** Going through a page as somebody without a mouse does. */
import { expect, type Locator, type Page } from '@playwright/test';

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
  await page.keyboard.press('Control+k');
  const menu = page.getByRole('dialog', { name: 'Find or do' });
  await expect(menu.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(words);
  await expect(menu.getByRole('option').first()).toContainText(new RegExp(words, 'i'));
  await page.keyboard.press('Enter');
  await expect(menu).toHaveCount(0);
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
