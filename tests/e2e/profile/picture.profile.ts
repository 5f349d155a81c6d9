/**
 * Opens a plan in the ways that should be fast, with all later pieces held back, and notes which functions of the app run
 * until it stands and rests: what may run before the cold half is here. The numbers of all of them go into the file that `COPLAN_RAN` names.
 */
import { writeFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { largePlan } from '../support/large.ts';
import { holdBack, PIECES } from '../support/pieces.ts';
import { type Link, linkOf, type NewPlan, type Relay } from '../support/relay.ts';

declare global {
  interface Window {
    ran: Set<number>;
  }
}

/** Goes into the page before its own code: takes the app's counts. */
function count(): void {
  window.ran = new Set();
  const hit = (number: number) => window.ran.add(number);
  const counted = (imports?: WebAssembly.Imports) => ({ ...imports, profile: { hit } });
  const { instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = (source, imports) => instantiateStreaming.call(WebAssembly, source, counted(imports));
  WebAssembly.instantiate = ((source: BufferSource, imports?: WebAssembly.Imports) =>
    instantiate.call(WebAssembly, source, counted(imports))) as typeof WebAssembly.instantiate;
}

const all = new Set<number>();

/** How long a page is watched after its rows are there: what it does by itself in that time is a part of the picture. */
const REST_MS = 1_500;

/**
 * How often each way is gone, and how many times slower the processor is then: not all happens in the same order each
 * time. Two at once: pages that wait for each other see again other orders.
 */
const SLOWER = [[1, 1], [1, 2], [1, 4], [1, 1]];

async function visit(browser: Browser, relay: Relay, link: Link, rows: number, options: BrowserContextOptions = {}): Promise<void> {
  for (const pair of SLOWER)
    await Promise.all(pair.map((slower) => visitOnce(browser, relay, link, rows, options, slower)));
}

async function visitOnce(
  browser: Browser,
  relay: Relay,
  link: Link,
  rows: number,
  options: BrowserContextOptions,
  slower: number,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  await page.addInitScript(count);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await holdBack(page, PIECES);
  await page.goto(relay.address + link.path);
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.locator('[role=table] .row')).toHaveCount(rows);
  await page.waitForTimeout(REST_MS);
  const ran = await page.evaluate(() => [...window.ran]);
  expect(ran.length).toBeGreaterThan(1_000);
  for (const number of ran) all.add(number);
  await context.close();
}

test('what runs until a plan is painted', async ({ browser, relay }) => {
  test.setTimeout(900_000);
  const example: NewPlan = relay.example();
  const large = largePlan(relay, 200);
  await relay.start();
  const empty = await relay.create();
  const seller = linkOf(example, 'editor', 'seller');
  const buyer = linkOf(example, 'editor', 'buyer');
  const viewer = example.links.find((link) => link.role === 'viewer') ?? seller;
  const admin = example.links.find((link) => link.role === 'admin') ?? seller;
  await visit(browser, relay, seller, 11);
  await visit(browser, relay, buyer, 11, { colorScheme: 'dark', viewport: { width: 390, height: 844 }, hasTouch: true });
  await visit(browser, relay, buyer, 11, { locale: 'nl-NL', timezoneId: 'America/New_York' });
  await visit(browser, relay, viewer, 11, { viewport: { width: 768, height: 1024 } });
  await visit(browser, relay, admin, 11);
  await visit(browser, relay, linkOf(large, 'editor', 'buyer'), 200);
  await visit(browser, relay, linkOf(empty, 'editor', 'seller'), 0);
  // Somebody is there already.
  const there = await browser.newPage();
  await there.goto(relay.address + seller.path);
  await visit(browser, relay, buyer, 11);
  const file = process.env.COPLAN_RAN;
  if (!file) throw new Error('COPLAN_RAN names the file for the numbers');
  writeFileSync(file, JSON.stringify([...all].sort((a, b) => a - b)));
});
