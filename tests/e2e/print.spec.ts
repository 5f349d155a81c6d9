/** On paper: the September example is one page, and so are 30 milestones, in colour and in black and white. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import type { PlanPage } from './support/plan_page.ts';

test.use({ today: '2025-06-19' });

const FORMATS = ['A4', 'Letter'] as const;
/** Both papers without their margins, in CSS pixels. */
const WIDTHS = { A4: 703, Letter: 725 };
/** No word on paper is smaller. */
const POINTS_MIN = 7;
const PIXELS_A_POINT = 96 / 72;

/** Pages of the PDF that the browser prints; `COPLAN_PDF` keeps it, to be looked at. */
async function pages(page: Page, format: (typeof FORMATS)[number]): Promise<number> {
  const kept = process.env.COPLAN_PDF;
  const path = kept && join(kept, `${test.info().title.replaceAll(/\W+/g, '-')}-${format}.pdf`);
  const pdf = await page.pdf({ format, preferCSSPageSize: false, path });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

async function describe(person: PlanPage): Promise<void> {
  await person.page.getByRole('textbox', { name: 'Buying company' }).fill('Northwind Manufacturing');
  await person.page.getByRole('textbox', { name: 'Selling company' }).fill('Fabrikam Software');
  await person.goal.fill('Every quote leaves within a day, with the right price, and the sales team sees which discounts win orders.');
  await person.page
    .getByRole('textbox', { name: 'Why now' })
    .fill('The contract of the old system ends on September 30, and the new price list comes with the trade fair in October.');
  await person.saved();
}

test('the September example is one page', async ({ seller }) => {
  for (const format of FORMATS) expect(await pages(seller.page, format), format).toBe(1);
});

const thirty = test.extend({
  plan: async ({ relay }, use) => {
    const plan = relay.example(join(import.meta.dirname, 'support/thirty.csv'));
    await relay.start();
    await use(plan);
  },
});

thirty('30 milestones with owners, dates and what is done when are one page', async ({ seller }) => {
  await describe(seller);
  expect(await seller.titles()).toHaveLength(30);
  for (const format of FORMATS) expect.soft(await pages(seller.page, format), format).toBe(1);
});

thirty('on paper every word is large enough, within the paper, and no side is a colour alone', async ({ seller }) => {
  const { page } = seller;
  await describe(seller);
  await page.emulateMedia({ media: 'print' });
  for (const format of FORMATS) {
    await page.setViewportSize({ width: WIDTHS[format], height: 1000 });
    const wrong = await page.evaluate((pixelsMin) => {
      const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden');
      const hasWords = (element: Element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
      const said = (element: Element) => element.textContent?.trim() || (element as HTMLTextAreaElement).value;
      return [...document.querySelectorAll('body *')]
        .filter((element) => shown(element) && (hasWords(element) || element.matches('textarea, input')))
        .filter((element) => {
          const { left, right } = element.getBoundingClientRect();
          const { fontSize, paddingLeft, paddingRight } = getComputedStyle(element);
          const isWithin = left + parseFloat(paddingLeft) >= 0 && right - parseFloat(paddingRight) <= innerWidth;
          return parseFloat(fontSize) < pixelsMin - 0.01 || !isWithin;
        })
        .map((element) => `${element.className}: ${said(element)}`);
    }, POINTS_MIN * PIXELS_A_POINT);
    expect(wrong, format).toEqual([]);
  }
  const both = page.getByRole('cell').filter({ hasText: 'Tom Visser' }).filter({ hasText: 'Priya Raman' }).first();
  for (const side of ['Buyer', 'Seller']) expect((await both.getByText(side, { exact: true }).boundingBox())?.width).toBeGreaterThan(20);
});
