/** The pages beside a plan's own, and what a page says when something went wrong. */
import { expect, type Locator, type Page } from '@playwright/test';
import { resolve } from 'node:path';
import { PlanPage } from './plan_page.ts';
import { linkOf, type NewPlan, type Relay } from './relay.ts';
import { main, signed, type View, type World } from './views.ts';

/** A page that is no plan's. */
export interface OtherView {
  name: string;
  before?: (page: Page, world: World) => Promise<void>;
  show: (page: Page, world: World) => Promise<Locator>;
}

const september = resolve(import.meta.dirname, '../../../examples/september.csv');
const content = (page: Page): Locator => page.getByRole('main');
const home = (page: Page, { relay }: { relay: Relay }) => page.goto(relay.address).then(() => {});
const form = (page: Page, name: string): Locator => page.getByRole('form', { name });

/** A way to a new plan, opened on the first page. */
function way(name: string, fill: (form: Locator, page: Page) => Promise<void>): OtherView {
  return {
    name: `new plan: ${name.toLowerCase()}`,
    before: async (page, world) => {
      await home(page, world);
      await page.getByRole('button', { name }).click();
      await fill(form(page, name), page);
    },
    show: async (page) => form(page, name),
  };
}

const notes = [
  'Our goal is to close the books in two days.',
  'We must be live by 1 September 2031 because the old contract ends.',
  'Maria Jansen will send the security questionnaire by Friday. Legal review takes two weeks.',
].join(' ');

async function propose(form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Propose steps' }).click();
  await expect(form.getByRole('button', { name: 'Make the plan' })).toBeVisible();
}

export const otherViews: OtherView[] = [
  { name: 'first page, empty', before: home, show: async (page) => page.locator('body') },
  {
    name: 'first page with plans',
    before: async (page, world) => {
      const person = new PlanPage(page, world.relay);
      await person.visit(linkOf(world.plan, 'editor', 'seller'));
      await person.saved();
      await expect(page.getByRole('button', { name: /Worth a word/ })).toBeVisible();
      await home(page, world);
    },
    show: async (page) => {
      await expect(page.getByRole('list', { name: 'Plans in this browser' })).toContainText('working days left');
      return content(page);
    },
  },
  {
    name: 'first page with a link that is none',
    before: async (page, world) => {
      await home(page, world);
      await page.getByRole('textbox', { name: 'Got a link to a plan?' }).fill('https://example.com');
      await page.keyboard.press('Enter');
      await expect(page.getByText('That is not a link to a plan.')).toBeVisible();
    },
    show: async (page) => content(page),
  },
  way('From a template', (form) => expect(form.getByRole('radio')).toHaveCount(7)),
  way('From a file or a table', async (form) => {
    await form.getByLabel(/^A spreadsheet/).setInputFiles(september);
    await expect(form.getByRole('list', { name: 'Rows of the file' }).getByRole('listitem')).toHaveCount(11);
  }),
  {
    ...way('From a file or a table', async (form) => {
      await form.getByLabel('Or paste a table here').fill('Milestone\tDue\tOwner\nDemo\t03/07/2031\tRep\nPilot\tsoonish\tRep\n\t2031-07-01\t\n');
      await form.getByRole('button', { name: 'Read it' }).click();
      await expect(form.getByRole('list', { name: 'Rows of the file' })).toBeVisible();
    }),
    name: 'new plan: from a table that was pasted',
  },
  way('From notes', async (form) => {
    await form.getByLabel('Notes of a call, or a mail').fill(notes);
    await propose(form);
  }),
  way('From three questions', async (form) => {
    await form.getByLabel(/^How do you usually decide/).fill('Security review takes two weeks.');
    await form.getByLabel(/^Who else takes part/).fill('Sarah Chen (CFO) approves the budget.');
    await form.getByLabel(/^By when/).fill('We must be live by 1 September 2031.');
    await propose(form);
  }),
  {
    name: 'text that was shared',
    before: async (page, { relay }) => void (await page.goto(`${relay.address}/?share_title=Call&share_text=Legal%20review`)),
    show: async (page) => page.getByRole('region', { name: 'Shared with Coplan' }),
  },
  {
    name: 'plan without a milestone',
    before: async (page, world) => {
      await home(page, world);
      await page.getByRole('button', { name: 'New plan' }).click();
      await expect(page.getByText('What has to happen before that day?')).toBeVisible();
      await expect(page.getByRole('region', { name: 'How to begin' })).toBeVisible();
    },
    show: async (page) => content(page),
  },
  {
    name: 'how to begin',
    before: async (page, world) => {
      await home(page, world);
      await page.getByRole('button', { name: 'New plan' }).click();
      await page.getByRole('button', { name: 'Not sure' }).click();
    },
    show: async (page) => page.getByRole('region', { name: 'How to begin' }),
  },
  {
    name: 'what the browser keeps, nothing',
    before: async (page, { relay }) => void (await page.goto(`${relay.address}/storage`)),
    show: async (page) => {
      await expect(page.getByText('Nothing is kept here.')).toBeVisible();
      return content(page);
    },
  },
  {
    name: 'what the browser keeps',
    before: async (page, world) => {
      const person = new PlanPage(page, world.relay);
      await person.visit(linkOf(world.plan, 'editor', 'seller'));
      await person.saved();
      await page.goto(`${world.relay.address}/storage`);
      await page.getByRole('button', { name: /^Forget “/ }).click();
    },
    show: async (page) => {
      await expect(page.getByRole('button', { name: 'Yes, forget' })).toBeVisible();
      return content(page);
    },
  },
  {
    name: 'address without a page',
    before: async (page, { relay }) => void (await page.goto(`${relay.address}/nowhere`)),
    show: async (page) => content(page),
  },
  {
    name: 'key that opens nothing',
    before: async (page, { relay, plan }) => void (await page.goto(`${relay.address}/p/${plan.plan}#k=${'x'.repeat(32)}`)),
    show: async (page) => {
      await expect(page.getByRole('heading', { name: 'This link does not open a plan' })).toBeVisible();
      return page.locator('body');
    },
  },
  embed('table inside another page', ''),
  embed('timeline inside another page', '?view=timeline'),
  {
    name: 'key that opens nothing inside another page',
    before: async (page, { relay, plan }) => void (await page.goto(`${relay.address}/embed/${plan.plan}#k=wrong`)),
    show: async (page) => {
      await expect(page.getByRole('heading', { name: 'This link does not open a plan' })).toBeVisible();
      return page.locator('body');
    },
  },
];

function embed(name: string, query: string): OtherView {
  const address = ({ plan, relay }: { plan: NewPlan; relay: Relay }) =>
    relay.address + linkOf(plan, 'editor', 'seller').path.replace('/p/', '/embed/').replace('#', `${query}#`);
  return {
    name,
    before: async (page, world) => void (await page.goto(address(world))),
    show: async (page) => {
      await expect(page.getByText('Saved', { exact: true })).toBeVisible();
      await expect(query ? page.getByRole('list', { name: 'Milestones in time' }) : page.getByRole('table')).toBeVisible();
      return page.locator('body');
    },
  };
}

/** The page refuses what it is told, as if it had to. */
export async function refuseEdits(person: PlanPage): Promise<void> {
  const { page } = person;
  await page.routeWebSocket(/\/sync\//, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const isEdit = message[0] === 0 && message[1] === 2;
      if (isEdit) void socket.close({ code: 4400, reason: 'malformed' });
      else server.send(message);
    });
  });
  await page.reload();
  await person.saved();
}

/** What went wrong on a plan's page. */
export const troubleViews: View[] = [
  {
    name: 'edits that the server refused',
    before: async (person) => {
      await refuseEdits(person);
      await person.goal.fill('Refused at first');
    },
    show: async (person) => {
      const offer = person.page.getByRole('region', { name: /not accepted/ });
      await expect(offer).toContainText('1 change was not accepted');
      if (!(await offer.getByRole('listitem').isVisible())) await offer.getByText('Show what it is').click();
      return offer;
    },
  },
  {
    name: 'offline',
    before: async (person, { relay }) => {
      await person.saved();
      // All of its code is here: this browser keeps none of it.
      await expect(person.page.getByRole('button', { name: 'Agree to the plan' })).toBeVisible();
      await expect(person.page.getByRole('button', { name: /^Filter/ })).toBeVisible();
      await expect(person.page.getByRole('textbox', { name: 'Add a criterion' })).toBeVisible();
      await relay.stop();
      await person.goal.fill('Written on the plane');
    },
    show: async (person) => {
      await expect(person.saving(/: 1 change kept on this device/)).toBeVisible();
      return main(person);
    },
  },
  {
    name: 'undo of what somebody else changed too',
    before: async (person, { open, plan }) => {
      const buyer = await open(linkOf(plan, 'editor', 'buyer'));
      await person.milestone(signed).setDueAlone('2025-07-31');
      await expect(buyer.milestone(signed).due).toHaveValue('2025-07-31');
      await buyer.milestone(signed).setDueAlone('2025-08-01');
      await expect(person.milestone(signed).due).toHaveValue('2025-08-01');
      await person.page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
    },
    show: async (person) => person.page.getByText(/^Undo also took back what others changed/).locator('xpath=..'),
  },
];
