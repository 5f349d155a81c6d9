/** What axe finds on a page, in both themes, at both ends of the range of widths. */
import axe from 'axe-core';
import type { Locator, Page } from '@playwright/test';

const THEMES = ['light', 'dark'] as const;
/** What of the rules a theme can break: the others were asked in the first. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];
const WIDTHS = [320, 1440] as const;
/** The standards that the page keeps (WCAG 2.2 AA), and axe's own advice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Marks what is looked at. */
const LOOKED_AT = 'data-looked-at';

/**
 * Rule, where, theme and width of everything that axe finds. `show` brings the view about again at each width. Of what
 * stands over a page only that is looked at: the page is a view of its own, and what of it a panel half covers depends
 * on where the panel happens to stand.
 */
export async function findings(page: Page, show: () => Promise<Locator>): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const isOver = await (await show()).evaluate((view, mark) => {
      const over = view.closest('[popover], [role=dialog], dialog');
      over?.setAttribute(mark, '');
      return over !== null;
    }, LOOKED_AT);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const rules: axe.RunOptions['runOnly'] =
        colorScheme === THEMES[0] ? { type: 'tag', values: RULES } : { type: 'rule', values: OF_COLOUR };
      const violations = await analyse(page, isOver ? `[${LOOKED_AT}]` : null, rules);
      for (const { id, nodes } of violations)
        for (const node of nodes)
          found.push(`${id} at ${node.target.join(' ')} (${colorScheme}, ${width} px): ${node.failureSummary}`);
    }
  }
  return found;
}

/**
 * Axe stays in a document once it is there: bringing it anew for each analysis, and the blank page that its own runner
 * opens for the result, take longer than to look. In a frame of another origin it answers the one that asks.
 */
export async function analyse(
  page: Page,
  within: string | null = null,
  runOnly: axe.RunOptions['runOnly'] = { type: 'tag', values: RULES },
): Promise<axe.Result[]> {
  for (const frame of page.frames())
    if (!(await frame.evaluate(() => 'axe' in window)))
      await frame.evaluate(`${axe.source}; axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })`);
  return page.evaluate(
    async ([within, runOnly]) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      return (await axe.run(within ?? document, { runOnly, resultTypes: ['violations'], preload: false })).violations;
    },
    [within, runOnly] as const,
  );
}
