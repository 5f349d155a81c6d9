/**
 * Two people type while the relay is killed again and again; a journal outside of both browsers holds every edit.
 * In the end both pages, and a stock Yjs client that reads what the relay kept, show each of them.
 * `COPLAN_SOAK_ROUNDS` and `COPLAN_SOAK_SECONDS` (`cargo xtask soak`: 20 rounds of 60 s); `COPLAN_SEED` repeats one.
 */
import * as Y from 'yjs';
import { expect, test } from './support/fixtures.ts';
import type { PlanPage } from './support/plan_page.ts';
import { linkOf, type Relay } from './support/relay.ts';

test.use({ serviceWorkers: 'allow' });

const rounds = Number(process.env.COPLAN_SOAK_ROUNDS ?? 1);
const seconds = Number(process.env.COPLAN_SOAK_SECONDS ?? 10);
const firstSeed = Number(process.env.COPLAN_SEED ?? Date.now() % 1_000_000);

/** mulberry32: the same seed, the same soak. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What was written, as the writer's own page showed it when it was done. */
interface Journal {
  /** Pieces of the goal, which both write in. */
  words: string[];
  /** Milestones that were added, with the last done-criterion each was given. */
  milestones: Map<string, string>;
  archived: Set<string>;
}

class Writer {
  readonly journal: Journal = { words: [], milestones: new Map(), archived: new Set() };
  private count = 0;

  constructor(
    private readonly name: string,
    private readonly plan: PlanPage,
    private readonly next: () => number,
  ) {}

  async edit(): Promise<void> {
    this.count += 1;
    const own = [...this.journal.milestones.keys()].filter((title) => !this.journal.archived.has(title));
    const choice = this.next();
    const some = own[Math.floor(this.next() * own.length)];
    if (choice < 0.5) await this.write(`${this.name}${this.count};`);
    else if (choice < 0.7 || !some) await this.add(`${this.name} step ${this.count}`);
    else if (choice < 0.9) await this.fillIn(some, `${this.name} done ${this.count}`);
    else await this.archive(some);
  }

  private async write(word: string): Promise<void> {
    await this.plan.goal.focus();
    await this.plan.page.keyboard.press('ControlOrMeta+End');
    await this.plan.page.keyboard.insertText(word);
    await expect(this.plan.goal).toHaveValue(new RegExp(word));
    this.journal.words.push(word);
  }

  private async add(title: string): Promise<void> {
    await this.plan.add(title);
    await expect(this.plan.milestone(title).row).toBeVisible();
    this.journal.milestones.set(title, '');
  }

  private async fillIn(title: string, words: string): Promise<void> {
    const { doneWhen } = this.plan.milestone(title);
    await doneWhen.fill(words);
    await doneWhen.blur();
    this.journal.milestones.set(title, words);
  }

  private async archive(title: string): Promise<void> {
    await this.plan.milestone(title).choose('Archive');
    await expect(this.plan.milestone(title).row).toHaveCount(0);
    this.journal.archived.add(title);
  }

  get edits(): number {
    return this.count;
  }
}

/** Kills and restarts the relay at random moments until the time is over. Gives how often. */
async function torment(relay: Relay, next: () => number, until: number): Promise<number> {
  let kills = 0;
  const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
  while (Date.now() < until) {
    await wait(200 + next() * 3_000);
    await relay.stop('SIGKILL');
    kills += 1;
    await wait(next() * 2_000);
    await relay.start();
  }
  return kills;
}

function missingIn(document: Y.Doc, { words, milestones, archived }: Journal): string[] {
  const goal = document.getText('goal').toString();
  const rows = [...(document.getMap('milestones') as Y.Map<Y.Map<unknown>>).values()];
  const text = (row: Y.Map<unknown>, key: string) => String(row.get(key) ?? '');
  const missing = words.filter((word) => !goal.includes(word));
  for (const [title, doneWhen] of milestones) {
    const row = rows.find((row) => text(row, 'title') === title);
    if (!row) missing.push(title);
    else if (text(row, 'done_when') !== doneWhen) missing.push(`${title}: ${doneWhen}`);
    else if (archived.has(title) !== Boolean(row.get('archived'))) missing.push(`${title}: archived`);
  }
  return missing;
}

for (let round = 0; round < rounds; round += 1) {
  test(`nothing is missing after a relay that dies at random, round ${round + 1}`, async ({ relay, plan, seller, buyer, stock }) => {
    const seed = firstSeed + round;
    console.log(`   COPLAN_SEED=${seed} repeats this`);
    test.setTimeout(120_000 + seconds * 3_000);
    const next = random(seed);
    const writers = [new Writer('S', seller, random(seed + 7)), new Writer('B', buyer, random(seed + 13))];
    await seller.saved();
    await buyer.saved();

    const until = Date.now() + seconds * 1_000;
    const type = async (writer: Writer) => {
      while (Date.now() < until) await writer.edit();
    };
    const [kills] = await Promise.all([torment(relay, next, until), ...writers.map(type)]);

    await expect(seller.saving(/^Saved$/)).toBeVisible({ timeout: 60_000 });
    await expect(buyer.saving(/^Saved$/)).toBeVisible({ timeout: 60_000 });
    await seller.showsSameAs(buyer);
    const reader = stock(linkOf(plan, 'viewer'));
    const whole: Journal = {
      words: writers.flatMap(({ journal }) => journal.words),
      milestones: new Map(writers.flatMap(({ journal }) => [...journal.milestones])),
      archived: new Set(writers.flatMap(({ journal }) => [...journal.archived])),
    };
    await expect.poll(() => missingIn(reader.document, whole), { message: `seed ${seed}` }).toEqual([]);
    for (const word of whole.words) expect(await seller.goal.inputValue(), `seed ${seed}`).toContain(word);
    const edits = writers.reduce((sum, writer) => sum + writer.edits, 0);
    expect(kills, 'the soak was one').toBeGreaterThan(0);
    console.log(`   seed ${seed}: ${edits} edits, relay killed ${kills} times, 0 missing`);
  });
}
