/** Where things stand on a narrow screen. */
import { expect, test } from './support/fixtures.ts';

test('where the names of both companies need several lines, each begins on the same edge', async ({ seller }) => {
  const { page } = seller;
  await page.setViewportSize({ width: 320, height: 700 });
  const kind = page.getByRole('textbox', { name: 'What you call this document' });
  const edges = () =>
    kind.evaluate((kind) => {
      const lines = new Map<number, number>();
      for (const word of kind.parentElement!.parentElement!.children) {
        const words = word.querySelector('input') ?? word;
        const { left, top, height } = words.getBoundingClientRect();
        const line = Math.round((top + height / 2) / 8);
        const edge = left + parseFloat(getComputedStyle(words).paddingInlineStart);
        lines.set(line, Math.min(edge, lines.get(line) ?? edge));
      }
      return [...lines.values()];
    });
  for (const [buyer, seller] of [['', ''], ['Northwind', 'Fabrikam'], ['Northwind Manufacturing', 'Fabrikam Software'], ['N', 'F']]) {
    await page.getByRole('textbox', { name: 'Buying company' }).fill(buyer);
    await page.getByRole('textbox', { name: 'Selling company' }).fill(seller);
    await page.keyboard.press('Enter');
    const found = await edges();
    expect(Math.max(...found) - Math.min(...found), `${buyer} and ${seller}: ${found}`).toBeLessThan(0.5);
  }
});
