/**
 * "Kept on this device" means it: the browser is killed at the moment when it says so.
 * `COPLAN_KILLS` says how often (`cargo xtask soak`: 50).
 */
import { Profile } from './support/browser.ts';
import { expect, test } from './support/fixtures.ts';
import { PlanPage } from './support/plan_page.ts';
import { linkOf } from './support/relay.ts';

test.use({ serviceWorkers: 'allow' });

const kills = Number(process.env.COPLAN_KILLS ?? 5);

test('what is kept on this device outlives the browser, killed at that moment', async ({ relay, plan, stock }) => {
  test.setTimeout(60_000 + kills * 20_000);
  const profile = new Profile();
  let opened = new PlanPage(await profile.start(), relay);
  await opened.visit(linkOf(plan, 'editor', 'seller'));
  await opened.saved();
  await opened.keptWhole();
  await opened.goal.fill('Lost:');
  await opened.saved();
  await relay.stop('SIGKILL');

  let expected = 'Lost:';
  for (let kill = 1; kill <= kills; kill += 1) {
    await expect(opened.saving(/^(Offline|Reconnecting)/)).toBeVisible();
    await opened.goal.focus();
    await opened.page.keyboard.press('ControlOrMeta+End');
    const said = says(opened, kill);
    await opened.page.keyboard.insertText(` ${kill}`);
    await said;
    await profile.kill();
    expected += ` ${kill}`;

    opened = new PlanPage(await profile.start(), relay);
    await opened.page.goto(`${relay.address}/p/${plan.plan}`);
    await opened.ready();
    await expect(opened.goal, `after kill ${kill}`).toHaveValue(expected);
    await expect(opened.saving(new RegExp(`: ${kill} changes? kept on this device`))).toBeVisible();
  }

  await relay.start();
  const reader = stock(linkOf(plan, 'viewer'));
  await reader.until((document) => document.getText('goal').toString() === expected);
  await opened.saved();
  await profile.remove();
  console.log(`   killed ${kills} times, lost 0 of ${kills} edits`);
});

/** Resolves in the very frame in which the page claims that this many changes are kept. */
function says(opened: PlanPage, changes: number): Promise<void> {
  const words = `: ${changes} change${changes === 1 ? '' : 's'} kept on this device`;
  return opened.page.evaluate(
    (words) =>
      new Promise<void>((done) => {
        const look = () => {
          if (!document.querySelector('[class~="saving__words"]')?.textContent?.includes(words)) return;
          observer.disconnect();
          done();
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        look();
      }),
    words,
  );
}
