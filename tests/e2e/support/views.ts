/** Every view, panel and dialog of a plan's page: how it is brought about, and what of it is looked at. */
import { expect, type Locator } from '@playwright/test';
import type { PlanPage } from './plan_page.ts';
import { type Link, linkOf, type NewPlan, type Relay } from './relay.ts';

/** What a view may need beside the page that shows it. */
export interface World {
  relay: Relay;
  plan: NewPlan;
  /** Opens the plan in another browser. */
  open: (link: Link) => Promise<PlanPage>;
}

export interface View {
  name: string;
  /** Whose page shows it. */
  as?: 'viewer';
  /** What must have happened, once. Where it is somebody else's page that shows it then: theirs. */
  before?: (person: PlanPage, world: World) => Promise<PlanPage | void>;
  /** Brings it about, also where it stands already; the element that it is. */
  show: (person: PlanPage, world: World) => Promise<Locator>;
}

export const main = (person: PlanPage): Locator => person.page.getByRole('main');
const openPopover = (person: PlanPage): Locator => person.page.locator('[popover]:popover-open').last();

/** Closes what stands open over the page, and opens the panel of a button anew. */
function popover(button: RegExp): View['show'] {
  return async (person) => {
    const { page } = person;
    const panel = openPopover(person);
    // The first may only leave a field of it.
    await expect(async () => {
      if ((await panel.count()) > 0) await page.keyboard.press('Escape');
      await expect(panel).toHaveCount(0, { timeout: 500 });
    }).toPass();
    await page.getByRole('button', { name: button }).first().click();
    // A panel's content may come after the panel.
    await expect(panel.locator('button, input, li, [role^=menuitem]').first()).toBeVisible();
    return panel;
  };
}

/** A panel that stays while the window changes: opened where it is not open. */
function stays(find: (person: PlanPage) => Locator, open: (person: PlanPage) => Promise<void>): View['show'] {
  return async (person) => {
    const panel = find(person);
    if (!(await panel.isVisible())) await open(person);
    await expect(panel).toBeVisible();
    return panel;
  };
}

const dialog = (name: string | RegExp) => (person: PlanPage) => person.page.getByRole('dialog', { name });
const press = (name: string | RegExp) => (person: PlanPage) => person.page.getByRole('button', { name }).first().click();

const ownPart = (person: PlanPage): Locator => person.page.getByRole('region', { name: /^For .* only$/ });

export const signed = 'Contract signed';

export async function twoPhases(person: PlanPage): Promise<void> {
  const { page } = person;
  await page.getByRole('button', { name: 'Tracks', exact: true }).click();
  for (const name of ['Discovery', 'Legal']) {
    await page.getByRole('textbox', { name: 'Add a phase' }).fill(name);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: `Open ${name}` })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  for (const [title, phase] of [['Discovery call complete', 'Discovery'], [signed, 'Legal']]) {
    const panel = await person.milestone(title).details();
    await panel.getByRole('combobox', { name: 'Find or add a phase or function' }).fill(phase);
    await page.getByRole('option', { name: `${phase} phase` }).click();
    await expect(panel.getByRole('status').filter({ hasText: phase })).toBeVisible();
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect(panel).toHaveCount(0);
  }
}

/** Gives a milestone something in every part of its details. */
async function fillDetails(person: PlanPage): Promise<void> {
  const { page } = person;
  const panel = await person.milestone(signed).details();
  await panel.getByRole('textbox', { name: 'Done when' }).fill('Both signatures are on file');
  await panel.getByRole('textbox', { name: 'Result' }).fill('Signed by both');
  await panel.getByRole('textbox', { name: 'Notes' }).fill('Ask for the annex');
  await panel.getByRole('textbox', { name: 'Add to the checklist' }).fill('Redlines agreed');
  await page.keyboard.press('Enter');
  await panel.getByRole('checkbox', { name: 'Redlines agreed' }).check();
  await panel.getByRole('textbox', { name: 'Address (https://…)' }).fill('https://example.com/contract');
  await panel.getByRole('textbox', { name: 'What to call it' }).fill('The contract');
  await panel.getByRole('button', { name: 'Add the link' }).click();
  await expect(panel.getByRole('link', { name: 'The contract' })).toBeVisible();
  await panel.getByRole('textbox', { name: 'Write a comment' }).fill('Legal has seen it');
  await panel.getByRole('button', { name: 'Send' }).click();
  await expect(panel.getByRole('listitem').filter({ hasText: 'Legal has seen it' })).toBeVisible();
  await panel.getByRole('textbox', { name: 'Name of Champion' }).fill('Sarah Chen');
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Waiting for a yes from: Buyer')).toBeVisible();
}

/** What success looks like: one of each state, one of them archived. */
async function writeCriteria({ page }: PlanPage): Promise<void> {
  const section = page.getByRole('region', { name: 'How we will know we chose right' });
  const add = page.getByRole('textbox', { name: 'Add a criterion' });
  const all = ['Quotes leave within a day', 'No quote below the floor price', 'Sales saves an hour a day', 'It is blue'];
  for (const text of all) {
    await add.fill(text);
    await add.press('Enter');
    await expect(section.getByRole('button', { name: `Move or archive: ${text}` })).toBeAttached();
  }
  await page.getByRole('textbox', { name: `${all[0]}: judged by` }).fill('the report of Finance');
  for (const [text, met] of [[all[0], 'Met'], [all[1], 'Not met']]) {
    await section.getByRole('button', { name: new RegExp(`^${text}: .*Change$`) }).click();
    await page.getByRole('menuitemradio', { name: met, exact: true }).click();
  }
  await section.getByRole('button', { name: `Move or archive: ${all[3]}` }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByText('1 archived criterion').click();
  await expect(section.getByRole('button', { name: `Restore ${all[3]}` })).toBeVisible();
}

const criteria: View['show'] = async ({ page }) => page.getByRole('region', { name: 'How we will know we chose right' });

async function select(person: PlanPage): Promise<void> {
  const boxes = person.page.getByRole('checkbox', { name: /^Select / });
  await boxes.nth(1).click();
  await boxes.nth(2).click();
  await expect(person.page.getByRole('group', { name: 'Selected milestones' })).toBeVisible();
}

/** What the line that adds milestones has understood. */
async function quickAdd(line: Locator): Promise<Locator> {
  const page = line.page();
  await line.focus();
  await expect(page.getByText(/^@owner, by June 20/).first()).toBeAttached();
  await line.fill('Security review @Tom by June 20 after Contract 10d #IT');
  await expect(page.getByRole('list', { name: 'What was understood' })).toBeVisible();
  return page.getByRole('main');
}

/** Both pages show it: what the other one does is news. */
async function other(person: PlanPage, { open, plan }: World): Promise<PlanPage> {
  const buyer = await open(linkOf(plan, 'editor', 'buyer'));
  await person.saved();
  await buyer.saved();
  await person.milestone(signed).details();
  await person.page.keyboard.press('Escape');
  return buyer;
}

const selection = (button: string): View => ({
  name: `selected rows: ${button}`,
  before: select,
  show: async (person, world) => {
    await person.page.evaluate(() => scrollTo(0, 0));
    return popover(new RegExp(`^${button}$`))(person, world);
  },
});

export const views: View[] = [
  { name: 'table', show: async (person) => main(person) },
  { name: 'head of the page', show: async (person) => person.page.getByRole('banner') },
  { name: 'criteria', before: writeCriteria, show: criteria },
  {
    name: 'criteria for who reads',
    before: async (person, { open, plan }) => {
      await writeCriteria(person);
      return open(linkOf(plan, 'viewer'));
    },
    show: criteria,
  },
  { name: 'menu of a criterion', before: writeCriteria, show: popover(/^Move or archive: Quotes/) },
  { name: 'states of a criterion', before: writeCriteria, show: popover(/^Quotes leave within a day: .*Change$/) },
  { name: 'table for who reads', as: 'viewer', show: async (person) => main(person) },
  {
    name: 'timeline',
    before: press('Timeline'),
    show: async (person) => {
      await expect(person.page.getByRole('list', { name: 'Milestones in time' }).getByRole('listitem')).toHaveCount(11);
      return main(person);
    },
  },
  {
    name: 'timeline for who reads',
    as: 'viewer',
    before: press('Timeline'),
    show: async (person) => {
      await expect(person.page.getByRole('list', { name: 'Milestones in time' }).getByRole('listitem')).toHaveCount(11);
      return main(person);
    },
  },
  {
    name: 'tracks',
    before: async (person) => {
      await twoPhases(person);
      await press('Tracks')(person);
    },
    show: async (person) => {
      await expect(person.page.getByText('Waits for Discovery')).toHaveCount(0);
      await expect(person.page.getByText('1 of 1 done')).toBeVisible();
      return main(person);
    },
  },
  {
    name: 'track',
    before: async (person) => {
      await twoPhases(person);
      await press('Tracks')(person);
      await person.page.getByRole('link', { name: 'Open Legal' }).click();
    },
    show: async (person) => {
      await expect(person.page.getByRole('navigation', { name: 'Part of the plan' })).toBeVisible();
      await expect.poll(() => person.titles()).toEqual([signed]);
      return main(person);
    },
  },
  {
    name: 'track that is not there',
    before: async (person) => {
      await person.saved();
      await person.page.goto(`${person.page.url()}/track/0000000000000`);
    },
    show: async (person) => {
      await expect(person.page.getByText('This plan has no such phase or function')).toBeVisible();
      return person.page.getByRole('status').filter({ hasText: 'no such phase' });
    },
  },
  { name: 'share', show: popover(/^Share$/) },
  {
    name: 'share with a link made',
    before: async ({ page }) => page.context().clearPermissions(),
    show: async (person, world) => {
      const panel = await popover(/^Share$/)(person, world);
      // A browser that does not let the page copy shows the link.
      await person.page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))));
      await panel.getByRole('button', { name: /^Copy link/ }).last().click();
      await expect(panel.getByText('Here is the link:')).toBeVisible();
      return panel;
    },
  },
  { name: 'files', show: popover(/^Files$/) },
  {
    name: 'files with an import looked at',
    show: async (person, world) => {
      const panel = await popover(/^Files$/)(person, world);
      const table = 'Milestone,Owner,Target Date\nContract signed,Champion,03/07/2025\nPilot,Tom,soonish\n';
      const file = { name: 'more.csv', mimeType: 'text/csv', buffer: Buffer.from(table) };
      await panel.getByLabel('Import a file into this plan').setInputFiles(file);
      await expect(panel.getByRole('button', { name: 'Change this plan' })).toBeVisible();
      return panel;
    },
  },
  { name: 'name of the reader', show: popover(/^Say who you are$/) },
  { name: 'owners of a milestone', show: popover(/: who/) },
  { name: 'what comes before a milestone', show: popover(/waits for/) },
  { name: 'menu of a row', show: popover(/^Move or archive/) },
  { name: 'menu of states', show: popover(/Change$/) },
  { name: 'menu of groups', show: popover(/^Group/) },
  { name: 'menu of orders', show: popover(/^Sort/) },
  { name: 'filter', show: popover(/^Filter/) },
  {
    name: 'table in groups with a filter',
    before: async (person, world) => {
      await popover(/^Group/)(person, world);
      await person.page.getByRole('menuitemradio', { name: 'side', exact: true }).click();
      const filter = await popover(/^Filter/)(person, world);
      await filter.getByRole('combobox', { name: 'Side' }).selectOption('Seller');
      await person.page.keyboard.press('Escape');
    },
    show: async (person) => {
      await expect(person.page.getByText(/milestones are hidden by the filter/)).toBeVisible();
      return main(person);
    },
  },
  {
    name: 'selected rows',
    before: select,
    show: async (person) => person.page.getByRole('group', { name: 'Selected milestones' }),
  },
  selection('Date'),
  selection('Owner'),
  selection('Phase or function'),
  { name: 'quick add', show: (person) => quickAdd(person.addLine) },
  {
    name: 'quick add between rows',
    before: (person) => person.milestone(signed).choose('Add one below'),
    show: (person) => quickAdd(person.page.getByRole('textbox', { name: /^Add below / })),
  },
  {
    name: 'archived milestones',
    before: async (person) => {
      await person.milestone('Onboarding kickoff').choose('Archive');
      await person.page.getByText('1 archived milestone').click();
    },
    show: async (person) => {
      const details = person.page.getByRole('group').filter({ hasText: '1 archived milestone' });
      await expect(details.getByRole('button', { name: 'Restore Onboarding kickoff' })).toBeVisible();
      return details;
    },
  },
  {
    name: 'what follows from a slip',
    show: stays(dialog('Contract redlines returned: what follows'), async (person) => {
      await person.milestone('Contract redlines returned').choose('Move it, and see what follows…');
      const panel = person.whatFollows('Contract redlines returned');
      await panel.getByRole('spinbutton', { name: 'working days' }).fill('10');
      await expect(panel).toContainText('Moves 6 milestones');
    }),
  },
  { name: 'plan backwards', show: stays(dialog('Plan backwards'), press('Plan backwards')) },
  {
    name: 'plan backwards over the timeline',
    before: press('Timeline'),
    show: stays(dialog('Plan backwards'), press('Plan backwards')),
  },
  {
    name: 'working days of each side',
    before: press('Timeline'),
    show: stays(dialog('Working days'), async (person) => {
      await press('Working days')(person);
      const form = person.page.getByRole('form', { name: 'Add days off: Buyer' });
      await form.getByLabel('Day off').fill('2025-06-27');
      await form.getByLabel(/^Until/).fill('2025-07-04');
      await form.getByLabel('Why').fill('Quarter end');
      await form.getByRole('button', { name: 'Add' }).click();
      await expect(person.page.getByRole('list', { name: 'Days off: Buyer' }).getByRole('listitem')).toHaveCount(1);
    }),
  },
  { name: 'why the date at today’s pace', show: popover(/^Why\? The date at today’s pace$/) },
  { name: 'health', show: stays(dialog('Health of the plan'), press(/Show why$/)) },
  {
    name: 'what a side keeps to itself',
    before: async (person) => {
      await press(/Show why$/)(person);
      await press(/^For .* only$/)(person);
      const part = ownPart(person);
      for (const words of ['Would not name an owner', 'Asked for a discount']) {
        await part.getByRole('textbox', { name: 'Something you noticed' }).fill(words);
        await part.getByRole('combobox', { name: 'About' }).selectOption(signed);
        await part.getByRole('button', { name: 'Keep the note' }).click();
      }
      await part.getByRole('button', { name: 'Mark as settled: Asked for a discount' }).click();
      await part.getByRole('button', { name: 'Note what they said' }).click();
      await part.getByRole('textbox', { name: 'In their words' }).fill('We buy in our own way');
      await part.getByRole('button', { name: 'Keep it' }).click();
    },
    show: async (person) => {
      const part = ownPart(person);
      await expect(part).toContainText('We buy in our own way');
      return part;
    },
  },
  {
    name: 'recording that a plan was declined',
    before: async (person) => {
      await press(/Show why$/)(person);
      await press(/^For .* only$/)(person);
      await ownPart(person).getByRole('button', { name: 'Note what they said' }).click();
    },
    show: async (person) => {
      await expect(ownPart(person).getByRole('combobox', { name: 'Why' })).toBeVisible();
      return ownPart(person);
    },
  },
  { name: 'details', show: stays(dialog(`Details: ${signed}`), fillDetails) },
  {
    name: 'details of an archived milestone',
    show: stays(dialog(`Details: ${signed}`), async (person) => {
      const panel = await person.milestone(signed).details();
      await person.milestone(signed).choose('Archive');
      await expect(panel.getByText('This milestone is archived.')).toBeVisible();
    }),
  },
  {
    name: 'commands',
    show: stays(dialog('Find or do'), async ({ page }) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Find a milestone, a person or something to do' }).fill('contract');
      await expect(page.getByRole('option').first()).toBeVisible();
    }),
  },
  {
    name: 'map of keys',
    show: stays(dialog('Keys'), async ({ page }) => {
      await page.getByRole('button', { name: /Show why$/ }).focus();
      await page.keyboard.press('?');
    }),
  },
  {
    name: 'changes of others',
    before: async (person, world) => {
      const buyer = await other(person, world);
      // One change: two may be told together or apart.
      await buyer.add('Works council informed');
      await expect(person.milestone('Works council informed').row).toBeVisible();
    },
    show: stays(dialog('What has changed'), press(/^What has changed|since you last looked/)),
  },
  {
    name: 'following',
    before: async (person, world) => {
      await other(person, world);
      await person.page.getByRole('button', { name: 'See what Somebody sees' }).click();
    },
    show: async (person) => person.page.getByRole('status').filter({ hasText: 'You see what Somebody sees' }),
  },
  {
    name: 'followed',
    before: async (person, world) => {
      const buyer = await other(person, world);
      await buyer.page.getByRole('button', { name: 'See what Somebody sees' }).click();
    },
    show: async (person) => person.page.getByRole('status').filter({ hasText: 'Somebody sees what you see' }),
  },
];
