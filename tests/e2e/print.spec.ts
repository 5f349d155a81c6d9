/** On paper: the September example is one page, on A4 and on Letter. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

/** Pages of the PDF that the browser prints. */
async function pages(page: Page, format: 'A4' | 'Letter'): Promise<number> {
  const pdf = await page.pdf({ format, preferCSSPageSize: false, path: process.env.COPLAN_PDF && `${process.env.COPLAN_PDF}-${format}.pdf` });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

test('the September example is one page', async ({ seller }) => {
  for (const format of ['A4', 'Letter'] as const) expect(await pages(seller.page, format), format).toBe(1);
});
