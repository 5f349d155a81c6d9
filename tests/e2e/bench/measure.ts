/** What is measured, the same way for both pages. Times are milliseconds; a paint counts when its frame is over. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

declare global {
  interface Window {
    bench: {
      /** When the first screen of rows stood, painted, and when all did; 0 before. Since the start of the navigation. */
      first: number;
      opened: number;
      keys: number[];
      frames: number[];
      stop: () => void;
    };
  }
}

/** More rows than the window shows. */
const SCREEN = 25;

/** Goes into the page before its own code: waits for rows, and stamps the paint after every key. */
export function probe([rows, screen]: [number, number]): void {
  if (window !== window.top) return;
  const bench = { first: 0, opened: 0, keys: [] as number[], frames: [] as number[], stop: () => {} };
  window.bench = bench;
  /** A task after the next frame: its style, layout and paint are done. */
  const painted = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(0);
    });
  const all = document.getElementsByClassName('row');
  const once = (count: number, then: () => void) => {
    if (all.length < count) return void requestAnimationFrame(() => once(count, then));
    painted(then);
  };
  once(screen, () => (bench.first = performance.now()));
  once(rows, () => (bench.opened = performance.now()));
  document.addEventListener('keydown', (event) => painted(() => bench.keys.push(performance.now() - event.timeStamp)), true);
}

export interface Spread {
  median: number;
  p95: number;
  max: number;
}

export function spread(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { median: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? NaN };
}

/** Until the first screen of rows is painted, and until all are, since the navigation began. */
export async function opened(page: Page): Promise<{ first: number; all: number }> {
  await page.waitForFunction(() => window.bench?.opened > 0, undefined, { timeout: 120_000, polling: 50 });
  return page.evaluate(() => ({ first: window.bench.first, all: window.bench.opened }));
}

/** Watches a page from its start. */
export const watch = (page: Page, rows: number) => page.addInitScript(probe, [rows, Math.min(rows, SCREEN)] as [number, number]);

/**
 * The title of a row. Found by its label alone: to find it by its role, Playwright asks every element of the page how it
 * is drawn, and has the browser style all the rows out of sight that a reader's browser skips.
 */
const title = (page: Page, row: number) => page.locator('textarea[aria-label="Milestone"]').nth(row);

/** From a key to the paint that shows it. The first few warm the page up. */
export async function keystrokes(page: Page, count = 60): Promise<Spread> {
  const field = title(page, 2);
  await field.focus();
  await field.press('End');
  // One at a time: a key that waits for the one before it would be counted twice.
  for (let key = 0; key < count + 6; key += 1) {
    const before = await page.evaluate(() => window.bench.keys.length);
    await page.keyboard.press('x');
    await page.waitForFunction((before) => window.bench.keys.length > before, before, { polling: 10 });
  }
  return spread((await page.evaluate(() => window.bench.keys)).slice(6));
}

/** From another client's edit, over the relay, to the paint that shows it. Both clocks are this machine's. */
export async function remoteEdits(page: Page, edit: (words: string) => void, count = 30): Promise<Spread> {
  const times: number[] = [];
  const field = title(page, 1);
  for (let turn = 0; turn < count; turn += 1) {
    const words = `Seen from afar ${turn}`;
    const seen = field.evaluate(
      (field, words) =>
        new Promise<number>((done) => {
          const look = () => {
            if ((field as HTMLTextAreaElement).value !== words) return void requestAnimationFrame(look);
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => done(performance.timeOrigin + performance.now());
            port2.postMessage(0);
          };
          requestAnimationFrame(look);
        }),
      words,
    );
    // The watch is in place once the page answers.
    await page.evaluate(() => 0);
    const sent = performance.timeOrigin + performance.now();
    edit(words);
    times.push((await seen) - sent);
  }
  return spread(times.slice(3));
}

/** Lengths of all frames while `act` goes on. */
export async function frames(page: Page, act: () => Promise<void>): Promise<Spread & { over50: number; count: number }> {
  await page.evaluate(() => {
    let before = 0;
    let goes = true;
    window.bench.frames = [];
    window.bench.stop = () => (goes = false);
    const frame = (now: number) => {
      if (before) window.bench.frames.push(now - before);
      before = now;
      if (goes) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await act();
  const all = await page.evaluate(() => {
    window.bench.stop();
    return window.bench.frames;
  });
  return { ...spread(all), over50: all.filter((length) => length > 50).length, count: all.length };
}

/** Memory of the largest renderer in MB: what it shares with others counts in parts. Linux only; NaN elsewhere. */
export async function memory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter((process) => process.type === 'renderer')
    .map(({ id }) => {
      try {
        return Number(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+) kB/m)?.[1]) / 1024;
      } catch {
        return NaN;
      }
    });
  await session.detach();
  return Math.max(...sizes);
}
