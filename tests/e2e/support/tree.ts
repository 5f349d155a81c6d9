/** What a screen reader is given of a view, compared with what stands in `views/`. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, type Locator, test } from '@playwright/test';

/** People stand in the order of their ids, which are another one in each plan. */
const sorted = (options: string): string => options.replaceAll(' [selected]', '').trimEnd().split('\n').sort().join('\n') + '\n';

/** Without what is another one in each run: ids of plans and tracks, keys, ports, and how much they come to. */
const lasting = (tree: string): string =>
  `${tree}\n`
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/\/(p|track)\/[0-9a-z]{10,}/g, '/$1/ID')
    .replace(/#k=[\w-]+/g, '#k=KEY')
    .replace(/\b\d+ kB/g, 'N kB')
    .replace(/(^ *- '?option .*\n)+/gm, sorted);

/**
 * Playwright's own comparison lets through what is there and not expected, so this compares the text. The view has time
 * to become what it should be; a new one has to stand still before it is written down.
 */
export async function readsAs(view: Locator, name: string): Promise<void> {
  const file = test.info().snapshotPath(`${name}.yml`);
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : null;
  let tree = '';
  const stands = async () => {
    const before = tree;
    tree = lasting(await view.ariaSnapshot());
    return tree === (expected ?? before);
  };
  const intervals = expected === null ? [2_000] : [100, 250, 500];
  // Where it never does, the comparison says what is different.
  await expect.poll(stands, { intervals }).toBe(true).catch(() => {});
  expect.soft(tree).toMatchSnapshot(`${name}.yml`);
}
