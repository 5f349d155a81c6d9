/**
 * The page measured beside a plain one with the same rows, in the same run (docs/performance.md).
 * `cargo xtask bench --page`. Nothing here fails for being slow: the table is for people to read.
 */
import { loadavg, cpus } from 'node:os';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { largePlan } from '../support/large.ts';
import { linkOf, Relay } from '../support/relay.ts';
import { StockClient } from '../support/stock.ts';
import * as measure from './measure.ts';
import { PlainServer } from './plain.ts';

const SIZES = (process.env.COPLAN_BENCH_ROWS ?? '500,1000,5000').split(',').map(Number);
const DRAG_ROWS = 500;

/** A browser of its own, so that no page pays for another one's memory. */
async function fresh(rows: number): Promise<[Browser, Page]> {
  const { launchOptions } = test.info().project.use;
  const browser = await chromium.launch(launchOptions);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await measure.watch(page, rows);
  return [browser, page];
}

interface Figures {
  open: { first: number; all: number };
  again: { first: number; all: number };
  key: measure.Spread;
  remote: measure.Spread;
  memory: number;
}

async function figures(rows: number, address: string, client: StockClient): Promise<Figures> {
  const [browser, page] = await fresh(rows);
  await page.goto(address);
  const open = await measure.opened(page);
  // What comes once the page rests is not a part of a key's cost.
  await page.waitForTimeout(1_500);
  const remote = await measure.remoteEdits(page, (words) => {
    const shown = [...client.milestones().values()].sort((a, b) => (String(a.get('order')) < String(b.get('order')) ? -1 : 1));
    const title = shown[1].get('title') as { length: number; delete: (a: number, b: number) => void; insert: (a: number, b: string) => void };
    client.document.transact(() => {
      title.delete(0, title.length);
      title.insert(0, words);
    });
  });
  const key = await measure.keystrokes(page);
  const memory = await measure.memory(browser);
  // Saved is saved: the second visit meets what the first one left on the device.
  await page.waitForTimeout(500);
  await page.reload();
  const again = await measure.opened(page);
  await browser.close();
  return { open, again, key, remote, memory };
}

const ms = (value: number) => value.toFixed(1);
const shown = ({ first, all }: Figures['open']) => `${first.toFixed(0)} / ${all.toFixed(0)}`;
const spread = ({ median, p95 }: measure.Spread) => `${ms(median)} / ${ms(p95)}`;

test('table', async () => {
  test.setTimeout(900_000);
  const relay = await Relay.prepare();
  const plain = await PlainServer.start();
  const plans = new Map(SIZES.map((rows) => [rows, largePlan(relay, rows)]));
  await relay.start();
  const lines = [`${cpus().length} cores, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}`];
  lines.push('| rows | page | open, first screen / all rows | open again | key to paint, median / p95 | remote edit to paint, median / p95 | memory |', '|---|---|---|---|---|---|---|');
  for (const [rows, plan] of plans) {
    const link = linkOf(plan, 'editor', 'seller');
    const client = new StockClient(relay, plan.plan, linkOf(plan, 'editor', 'buyer'));
    await client.until((document) => document.getMap('milestones').size >= rows);
    const fragment = new URLSearchParams({ relay: relay.socketAddress, plan: plan.plan, key: link.secret });
    for (const [name, address] of [
      ['plain', `${plain.address}#${fragment}`],
      ['Coplan', relay.address + link.path],
    ] as const) {
      const { open, again, key, remote, memory } = await figures(rows, address, client);
      lines.push(`| ${rows} | ${name} | ${shown(open)} | ${shown(again)} | ${spread(key)} | ${spread(remote)} | ${memory.toFixed(0)} MB |`);
      console.log(lines.at(-1));
    }
    client.destroy();
  }
  lines.push(`load afterwards ${loadavg().map((load) => load.toFixed(1)).join(' ')}`);
  console.log(lines.join('\n'));
  await plain.stop();
  await relay.remove();
});

test('timeline', async () => {
  test.setTimeout(300_000);
  const relay = await Relay.prepare();
  const plan = largePlan(relay, DRAG_ROWS);
  await relay.start();
  const [browser, page] = await fresh(DRAG_ROWS);
  await page.goto(relay.address + linkOf(plan, 'editor', 'seller').path);
  await measure.opened(page);
  await page.getByRole('button', { name: 'Timeline' }).click();
  const bars = page.getByRole('list', { name: 'Milestones in time' }).getByRole('button');
  await expect(bars.first()).toBeVisible();
  await page.waitForTimeout(1_500);
  const window = page.locator('.time');
  const scroll = await measure.frames(page, async () => {
    await window.hover();
    for (let turn = 0; turn < 100; turn += 1) await page.mouse.wheel(0, turn < 50 ? 120 : -120);
  });
  // One that nine others wait for.
  const bar = page.locator('[data-bar]').first();
  await bar.scrollIntoViewIfNeeded();
  const box = (await bar.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const drag = await measure.frames(page, async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 150; step += 1) await page.mouse.move(x + step * 2, y);
    for (let step = 150; step >= 0; step -= 1) await page.mouse.move(x + step * 2, y);
    await page.mouse.up();
  });
  await browser.close();
  await relay.remove();
  for (const [name, one] of [['scroll', scroll], ['drag', drag]] as const)
    console.log(`timeline, ${DRAG_ROWS} rows, ${name}: ${one.count} frames, median ${ms(one.median)}, p95 ${ms(one.p95)}, longest ${ms(one.max)}, over 50 ms: ${one.over50}`);
});
