/** The plan page in the words of the product: goal, milestones, the state of saving. Found by role and name. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Link, Relay } from './relay.ts';

export class PlanPage {
  constructor(
    readonly page: Page,
    readonly relay: Relay,
  ) {}

  async visit(link: Link): Promise<void> {
    await this.page.goto(this.relay.address + link.path);
    await this.ready();
  }

  /** The plan stands on the page. */
  async ready(): Promise<void> {
    await expect(this.page.getByRole('table', { name: 'Milestones' })).toBeVisible();
  }

  /** The browser has the whole app: from now on this page starts without the relay. */
  async keptWhole(): Promise<void> {
    await appIsKept(this.page);
  }

  get title(): Locator {
    return this.page.getByRole('textbox', { name: 'Title of the plan' });
  }

  get goal(): Locator {
    return this.page.getByRole('textbox', { name: 'What we want to achieve' });
  }

  get target(): Locator {
    return this.page.getByLabel('The day it should be live');
  }

  get addLine(): Locator {
    return this.page.getByRole('textbox', { name: 'Add a milestone' });
  }

  saving(words: string | RegExp): Locator {
    return this.page.getByRole('banner').getByText(words);
  }

  /** After a while without a relay, a page may wait up to half a minute before its next attempt: `LONGEST_MS` of the back-off. */
  async saved(): Promise<void> {
    const patience = this.relay.cameBack ? { timeout: 45_000 } : {};
    await expect(this.saving(/^Saved$/)).toBeVisible(patience);
  }

  /** Titles of all milestones, in the order of the page. */
  async titles(): Promise<string[]> {
    const fields = this.page.getByRole('textbox', { name: 'Milestone', exact: true });
    return fields.evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value));
  }

  milestone(title: string): Milestone {
    return new Milestone(this.page, title);
  }

  /** Everything the plan says, so that two people's pages can be compared. */
  async content(): Promise<string> {
    return this.page.getByRole('main').evaluate((main) => {
      const fields = [...main.querySelectorAll('textarea, input')].map((field) => (field as HTMLInputElement).value);
      // Marks of who is where differ by design: each sees the other one's.
      const words = (row: Element) => {
        const copy = row.cloneNode(true) as Element;
        copy.querySelectorAll('[aria-hidden=true]').forEach((mark) => mark.remove());
        return copy.textContent;
      };
      const rows = [...main.querySelectorAll('[role=row]')].map(words);
      return JSON.stringify({ fields, rows }, null, 1);
    });
  }

  async showsSameAs(other: PlanPage): Promise<void> {
    await expect.poll(async () => (await this.content()) === (await other.content())).toBe(true);
  }

  /** The panel that shows what a change of dates leads to, and asks. */
  whatFollows(title: string): Locator {
    return this.page.getByRole('dialog', { name: `${title}: what follows` });
  }

  async add(title: string): Promise<void> {
    await this.addLine.fill(title);
    await this.addLine.press('Enter');
    // What reads the line answers from a worker.
    await expect(this.milestone(title).row).toBeVisible();
  }
}

/** Waits until the worker has every file of the app and controls the page, with no reload in between. */
export async function appIsKept(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-offline', 'ready');
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** One row of the table, by its title. */
export class Milestone {
  readonly row: Locator;

  constructor(
    private readonly page: Page,
    readonly name: string,
  ) {
    this.row = page.getByRole('row').filter({ has: page.getByRole('button', { name: `Move or archive: ${name}`, exact: true }) });
  }

  get title(): Locator {
    return this.row.getByRole('textbox', { name: 'Milestone', exact: true });
  }

  get doneWhen(): Locator {
    return this.row.getByRole('textbox', { name: `${this.name}: done when` });
  }

  get due(): Locator {
    return this.row.getByLabel(`${this.name}: due`);
  }

  /** Another due date; what waits for it keeps its own. */
  async setDueAlone(day: string): Promise<void> {
    await this.due.fill(day);
    await this.page.getByRole('button', { name: 'Move only this one' }).click();
  }

  get status(): Locator {
    return this.row.getByRole('button', { name: new RegExp(`^${this.name}: .*Change$`) });
  }

  async setStatus(words: string): Promise<void> {
    await this.status.click();
    await this.page.getByRole('menuitemradio', { name: words }).click();
  }

  /** Opens the panel with everything about it, by its key. */
  async details(): Promise<Locator> {
    await this.title.press('Alt+Enter');
    const panel = this.page.getByRole('dialog', { name: `Details: ${this.name}` });
    await expect(panel).toBeFocused();
    return panel;
  }

  async choose(action: string): Promise<void> {
    await this.row.getByRole('button', { name: `Move or archive: ${this.name}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }
}
