/** What every journey starts from: a relay of its own, a plan, and two people with a browser each. */
import { test as base, type BrowserContext } from '@playwright/test';
import { PlanPage } from './plan_page.ts';
import { type Link, linkOf, type NewPlan, Relay } from './relay.ts';
import { StockClient } from './stock.ts';

interface Fixtures {
  /** The browsers' calendar day, as `2025-06-19`; without it, that of the machine. */
  today: string | undefined;
  relay: Relay;
  /** The September example. */
  plan: NewPlan;
  /** Opens the plan in a browser of its own. */
  open: (link: Link, name?: string) => Promise<PlanPage>;
  seller: PlanPage;
  buyer: PlanPage;
  stock: (link: Link) => StockClient;
}

export const test = base.extend<Fixtures>({
  today: [undefined, { option: true }],
  relay: async ({}, use) => {
    const relay = await Relay.prepare();
    await use(relay);
    await relay.remove();
  },
  plan: async ({ relay }, use) => {
    const plan = relay.example();
    await relay.start();
    await use(plan);
  },
  open: async ({ browser, relay, today }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (link) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      if (today) await page.clock.setFixedTime(new Date(`${today}T10:00:00`));
      const opened = new PlanPage(page, relay);
      await opened.visit(link);
      return opened;
    });
    for (const context of contexts) await context.close();
  },
  seller: async ({ open, plan }, use) => use(await open(linkOf(plan, 'editor', 'seller'))),
  buyer: async ({ open, plan }, use) => use(await open(linkOf(plan, 'editor', 'buyer'))),
  stock: async ({ relay, plan }, use) => {
    const clients: StockClient[] = [];
    await use((link) => {
      const client = new StockClient(relay, plan.plan, link);
      clients.push(client);
      return client;
    });
    for (const client of clients) client.destroy();
  },
});

export { expect } from '@playwright/test';
