/** By keys alone: the head of a plan's page, its table, and what opens from a row. */
import { expect, test } from './support/fixtures.ts';
import { choose, chooseFile, find, goTo, holdsFocus, keepsFocus, leave, open, press, tabTo } from './support/keys.ts';
import { linkOf } from './support/relay.ts';
import { signed } from './support/views.ts';

test.use({ today: '2025-06-19', viewport: { width: 1440, height: 900 } });
// Each walks through several views, stop by stop.
test.describe.configure({ timeout: 120_000 });

test('head of the page', async ({ open: visit, plan }) => {
  const person = await visit(linkOf(plan, 'admin'));
  const { page } = person;
  const { keyboard } = page;
  const banner = page.getByRole('banner');

  await test.step('head of the page', async () => {
    await tabTo(person.goal);
    await keyboard.type('Close the books in two days');
    await press(banner.getByRole('button', { name: 'Undo' }), 'Enter', 'Shift+Tab');
    await expect(person.goal).toHaveValue('');
    await keepsFocus(page);
    await press(banner.getByRole('button', { name: 'Redo' }));
    await expect(person.goal).toHaveValue('Close the books in two days');
    await keepsFocus(page);
  });

  await test.step('name of the reader', async () => {
    const panel = await open(banner.getByRole('button', { name: 'Say who you are' }), page.getByRole('dialog', { name: 'Say who you are' }));
    await keyboard.type('Tom Bakker');
    await keyboard.press('Enter');
    const named = page.getByRole('dialog', { name: 'Tom Bakker (you)' });
    await expect(panel).toHaveCount(0);
    await leave(named, banner.getByRole('button', { name: 'Tom Bakker (you)' }));
  });

  await test.step('share', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const button = banner.getByRole('button', { name: 'Share' });
    const panel = await open(button, page.getByRole('dialog', { name: 'Share' }));
    await press(panel.getByRole('button', { name: 'Copy link: For reading along' }));
    await expect(page.getByText('Link copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(plan.plan);
    await leave(panel, button);
  });

  await test.step('share with a link made', async () => {
    // A browser that does not let the page copy shows the link.
    await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))));
    const button = banner.getByRole('button', { name: 'Share' });
    const panel = await open(button, page.getByRole('dialog', { name: 'Share' }));
    await press(panel.getByRole('button', { name: 'Copy link: For the buyer' }));
    const link = panel.getByRole('textbox', { name: /Here is the link/ });
    await tabTo(link);
    await expect(link).toHaveValue(/\/p\/.*#k=/);
    await leave(panel, button);
  });

  const files = banner.getByRole('button', { name: 'Files' });
  const panel = page.getByRole('dialog', { name: 'Files' });

  await test.step('files', async () => {
    await open(files, panel, 'Shift+Tab');
    const download = page.waitForEvent('download');
    await press(panel.getByRole('button', { name: 'CSV' }));
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
    await leave(panel, files);
  });

  await test.step('files with an import looked at', async () => {
    await open(files, panel);
    const table = 'Milestone,Owner,Target Date\nContract signed,Champion,03/07/2025\nPilot,Tom,soonish\n';
    const file = { name: 'more.csv', mimeType: 'text/csv', buffer: Buffer.from(table) };
    await chooseFile(panel.getByLabel('Import a file into this plan'), file);
    await press(panel.getByRole('button', { name: /3 July 2025/ }));
    await holdsFocus(panel);
    await press(panel.getByRole('button', { name: 'Change this plan' }));
    await expect(person.milestone('Pilot').row).toBeVisible();
    await holdsFocus(panel);
    await leave(panel, files);
  });
});

test('criteria', async ({ seller, open: visit, plan }) => {
  const { page } = seller;
  const { keyboard } = page;
  const section = page.getByRole('region', { name: 'How we will know we chose right' });
  const add = page.getByRole('textbox', { name: 'Add a criterion' });
  const handleOf = (text: string) => section.getByRole('button', { name: `Move or archive: ${text}` });
  const [quick, right] = ['Quotes leave within a day', 'No quote below the floor price'];

  await test.step('criteria', async () => {
    await find(page, 'Add a criterion');
    await expect(add).toBeFocused();
    for (const text of [quick, right]) {
      await keyboard.type(text);
      await keyboard.press('Enter');
      await expect(handleOf(text)).toBeAttached();
      await expect(add).toBeFocused();
    }
    const judged = page.getByRole('textbox', { name: `${quick}: judged by` });
    await tabTo(judged, 'Shift+Tab');
    await keyboard.type('the report of Finance');
    await expect(judged).toHaveValue('the report of Finance');
    await keyboard.press('Enter');
    await expect(section.getByRole('textbox', { name: 'Criterion', exact: true }).last()).toBeFocused();
  });

  await test.step('states of a criterion', async () => {
    const state = section.getByRole('button', { name: new RegExp(`^${right}: .*Change$`) });
    await choose(state, 'Not met');
    await expect(state).toHaveText('Not met');
    await expect(state).toBeFocused();
  });

  await test.step('menu of a criterion', async () => {
    await choose(handleOf(right), 'Move up');
    await expect(section.getByRole('textbox', { name: 'Criterion', exact: true }).first()).toHaveValue(right);
    await expect(handleOf(right)).toBeFocused();
    await leave(await open(handleOf(right), page.getByRole('menu')), handleOf(right));
    await choose(handleOf(right), 'Archive');
    await expect(handleOf(quick)).toBeFocused();
    await press(page.getByText('1 archived criterion'));
    await press(page.getByRole('button', { name: `Restore ${right}` }));
    await expect(handleOf(right)).toBeFocused();
  });

  await test.step('criteria for who reads', async () => {
    const reader = await visit(linkOf(plan, 'viewer'));
    const read = reader.page.getByRole('region', { name: 'How we will know we chose right' });
    await expect(read.getByRole('listitem')).toHaveCount(2);
    await expect(read).toContainText('Not met');
    await expect(read.getByRole('button')).toHaveCount(0);
  });
});

test('a row and its panels', async ({ seller }) => {
  const { page } = seller;
  const { keyboard } = page;
  const milestone = seller.milestone(signed);

  await test.step('table', async () => {
    await goTo(seller.milestone('Contract redlines returned'));
    await keyboard.press('ArrowDown');
    await expect(milestone.title).toBeFocused();
    await tabTo(milestone.due);
    await keyboard.type('08082025');
    await keyboard.press('Enter');
    await holdsFocus(seller.whatFollows(signed));
    await press(seller.whatFollows(signed).getByRole('button', { name: 'Move only this one' }));
    await expect(milestone.due).toHaveValue('2025-08-08');
    await expect(milestone.due).toBeFocused();
  });

  await test.step('menu of states', async () => {
    await choose(milestone.status, 'In progress');
    await expect(milestone.status).toHaveText('In progress');
    await expect(milestone.status).toBeFocused();
  });

  await test.step('owners of a milestone', async () => {
    const owners = milestone.row.getByRole('button', { name: `${signed}: who` });
    const panel = await open(owners, page.getByRole('dialog', { name: `${signed}: who` }), 'Shift+Tab');
    await expect(panel.getByRole('combobox', { name: 'Find or add a person' })).toBeFocused();
    await keyboard.type('Legal');
    await keyboard.press('Enter');
    await expect(owners).toContainText('Legal');
    await keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(owners).toBeFocused();
    await open(owners, panel);
    await press(panel.getByRole('button', { name: 'Let Legal answer for this' }), 'Enter', 'Shift+Tab');
    await holdsFocus(panel);
    await press(panel.getByRole('button', { name: 'Take Champion off this milestone' }));
    await holdsFocus(panel);
    await leave(panel, owners);
    await expect(owners).not.toContainText('Champion');
  });

  await test.step('what comes before a milestone', async () => {
    const waits = milestone.row.getByRole('button', { name: `${signed}: waits for` });
    const panel = await open(waits, page.getByRole('dialog', { name: `${signed}: waits for` }));
    await keyboard.type('budget');
    await keyboard.press('Enter');
    await expect(waits).toContainText('CFO budget approval');
    await press(panel.getByRole('button', { name: 'No longer wait for CFO budget approval' }), 'Enter', 'Shift+Tab');
    await expect(waits).not.toContainText('CFO budget approval');
    await holdsFocus(panel);
    await leave(panel, waits);
  });

  await test.step('menu of a row', async () => {
    const handle = page.getByRole('button', { name: `Move or archive: ${signed}` });
    await choose(handle, 'Move to the end', 'Shift+Tab');
    await expect.poll(async () => (await seller.titles()).at(-1)).toBe(signed);
    await expect(handle).toBeFocused();
    await open(handle, page.getByRole('menu'));
    await leave(page.getByRole('menu'), handle);
  });
});

test('adding, archiving and moving', async ({ seller }) => {
  const { page } = seller;
  const { keyboard } = page;
  const handleOf = (title: string) => page.getByRole('button', { name: `Move or archive: ${title}` });

  await test.step('quick add', async () => {
    await find(page, 'Add a milestone');
    await expect(seller.addLine).toBeFocused();
    await keyboard.type('Security review @Tom by June 20 after Contract signed 10d');
    await expect(page.getByRole('list', { name: 'What was understood' })).toBeVisible();
    await keyboard.press('Enter');
    await expect(seller.milestone('Security review').due).toHaveValue(/^20\d\d-06-20$/);
    await expect(seller.addLine).toBeFocused();
    await expect(seller.addLine).toHaveValue('');
    await keyboard.press('ArrowUp');
    await expect(seller.milestone('Security review').title).toBeFocused();
  });

  await test.step('quick add between rows', async () => {
    await goTo(seller.milestone(signed));
    await choose(handleOf(signed), 'Add one below', 'Shift+Tab');
    await expect(page.getByRole('textbox', { name: `Add below ${signed}` })).toBeFocused();
    await keyboard.type('Works council informed');
    await keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Add below Works council informed' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(handleOf('Works council informed')).toBeFocused();
  });

  await test.step('archived milestones', async () => {
    await choose(handleOf('Works council informed'), 'Archive');
    await expect(handleOf('Onboarding kickoff')).toBeFocused();
    await press(page.getByText('1 archived milestone'));
    await press(page.getByRole('button', { name: 'Restore Works council informed' }));
    await expect(handleOf('Works council informed')).toBeVisible();
    await expect(handleOf('Works council informed')).toBeFocused();
  });

  await test.step('what follows from a slip', async () => {
    const handle = handleOf('Data migration complete');
    const panel = seller.whatFollows('Data migration complete');
    const due = seller.milestone('Data migration complete').due;
    const before = await due.inputValue();
    await goTo(seller.milestone('Data migration complete'));
    await choose(handle, 'Move it, and see what follows…', 'Shift+Tab');
    await leave(panel, handle);
    await choose(handle, 'Move it, and see what follows…');
    await expect(panel.getByRole('spinbutton', { name: 'working days' })).toBeFocused();
    await keyboard.press('Control+a');
    await keyboard.type('3');
    await expect(panel).toContainText(/Moves \d+ milestones/);
    await press(panel.getByRole('button', { name: 'Move all of them' }));
    await expect(due).not.toHaveValue(before);
    await expect(handle).toBeFocused();
  });
});

test('arranging the table', async ({ seller }) => {
  const { page } = seller;
  const { keyboard } = page;
  const filter = page.getByRole('button', { name: /^Filter/ });

  await test.step('menu of groups', async () => {
    const group = page.getByRole('button', { name: /^Group/ });
    await choose(group, 'side');
    await expect(group).toHaveText('Grouped by side');
    await expect(group).toBeFocused();
  });

  await test.step('menu of orders', async () => {
    const sort = page.getByRole('button', { name: /^Sort/ });
    await choose(sort, 'date');
    await expect(sort).toHaveText('Sorted by date');
    await expect(sort).toBeFocused();
  });

  await test.step('filter', async () => {
    const panel = await open(filter, page.getByRole('dialog', { name: 'Filter' }));
    await press(panel.getByRole('checkbox', { name: 'Late' }), 'Space');
    await tabTo(panel.getByRole('combobox', { name: 'Side' }));
    await keyboard.type('Buy');
    await expect(filter).toHaveText('Filter: 2');
    await leave(page.getByRole('dialog', { name: 'Filter: 2' }), filter);
  });

  await test.step('table in groups with a filter', async () => {
    await expect(page.getByText(/milestones are hidden by the filter/)).toBeVisible();
    await press(page.getByRole('button', { name: 'Show all' }));
    await expect.poll(() => seller.titles()).toHaveLength(11);
    await holdsFocus(page.getByRole('region', { name: 'Milestones' }));
    await tabTo(seller.milestone(signed).title);
    await keyboard.press('ArrowUp');
    await keepsFocus(page);
  });
});

test('several rows at once', async ({ seller }) => {
  const { page } = seller;
  const { keyboard } = page;
  const bar = page.getByRole('group', { name: 'Selected milestones' });
  const [first, second] = ['Contract redlines returned', signed].map((title) => seller.milestone(title));

  await test.step('selected rows', async () => {
    await goTo(first);
    await press(page.getByRole('checkbox', { name: `Select ${first.name}` }), 'Space', 'Shift+Tab');
    await keyboard.press('Shift+ArrowDown');
    await expect(bar).toContainText('2 selected');
    await expect(page.getByRole('checkbox', { name: `Select ${second.name}` })).toBeFocused();
    await keyboard.press('Enter');
    await expect(bar.getByRole('button', { name: 'Move the selected ones up' })).toBeFocused();
    await keyboard.press('Enter');
    await expect.poll(async () => (await seller.titles()).indexOf(signed)).toBe(5);
  });

  await test.step('selected rows: Date', async () => {
    const before = await second.due.inputValue();
    const button = bar.getByRole('button', { name: 'Date' });
    await leave(await open(button, page.getByRole('dialog', { name: 'Date' })), button);
    const panel = await open(button, page.getByRole('dialog', { name: 'Date' }));
    await press(panel.getByRole('button', { name: 'Move' }));
    await expect(second.due).not.toHaveValue(before);
    await expect(button).toBeFocused();
  });

  const panels: [string, string][] = [
    ['Owner', 'Anneke'],
    ['Phase or function', 'Legal review'],
  ];
  const pick = async ([name, words]: [string, string]) => {
    const button = bar.getByRole('button', { name });
    await open(button, page.getByRole('dialog', { name }));
    await keyboard.type(words);
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name })).toHaveCount(0);
    await expect(button).toBeFocused();
  };
  await test.step('selected rows: Owner', () => pick(panels[0]));
  await test.step('selected rows: Phase or function', () => pick(panels[1]));

  await expect(second.row).toContainText('Anneke');
  await expect(second.row).toContainText('Legal review');
  await press(bar.getByRole('button', { name: 'Select nothing' }));
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole('checkbox', { name: `Select ${second.name}` })).toBeFocused();
});
