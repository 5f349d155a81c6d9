/** The app without a network: installing it, starting it cold, and changing to a new release under open tabs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, chromium, expect, test as base } from '@playwright/test';
import { Build } from './support/build.ts';
import { appIsKept, PlanPage } from './support/plan_page.ts';
import { linkOf, Relay } from './support/relay.ts';

const test = base.extend<{ build: Build; relay: Relay; home: Page }>({
  build: async ({}, use) => {
    const build = new Build();
    await use(build);
    build.remove();
  },
  relay: async ({ build }, use) => {
    const relay = await Relay.prepare('--app', build.folder);
    await relay.start();
    await use(relay);
    await relay.remove();
  },
  /** The first page, on a first visit, from the moment when the app can do without a network. */
  home: async ({ page, relay }, use) => {
    await page.goto(relay.address);
    await appIsKept(page);
    await use(page);
  },
});

test.use({ serviceWorkers: 'allow' });

const buildOf = (page: Page) => page.locator('meta[name="coplan-build"]').getAttribute('content');
const lookForUpdate = (page: Page) =>
  page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
const appCaches = (page: Page) => page.evaluate(() => caches.keys());
const status = (page: Page, path: string) => page.evaluate(async (path) => (await fetch(path)).status, path);
/** Puts the next release on the relay, as an operator does. */
async function deploy(relay: Relay, change: () => void): Promise<void> {
  await relay.stop('SIGTERM');
  change();
  await relay.start();
}

test.describe('installable', () => {
  interface Icon {
    src: string;
    sizes: string;
    type: string;
    purpose?: string;
  }

  async function manifest(page: Page, relay: Relay) {
    const href = await page.locator('link[rel="manifest"]').getAttribute('href');
    const answer = await page.request.get(new URL(href!, relay.address).href);
    return { answer, fields: await answer.json() };
  }

  test('the manifest says what the app is and how it opens', async ({ home, relay }) => {
    const { answer, fields } = await manifest(home, relay);
    expect(answer.headers()['content-type']).toBe('application/manifest+json');
    expect(fields).toMatchObject({
      id: '/',
      name: 'Coplan',
      short_name: 'Coplan',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      prefer_related_applications: false,
    });
    for (const name of ['description', 'theme_color', 'background_color']) expect(fields[name], name).toBeTruthy();
    expect(fields.file_handlers[0].accept).toEqual({ 'application/vnd.coplan.plan': ['.coplan'] });
    expect(fields.share_target).toMatchObject({ action: '/', method: 'GET' });
  });

  test('its icons load and have the sizes that it says, for every shape of launcher', async ({ home, relay }) => {
    const { fields } = await manifest(home, relay);
    const icons = fields.icons as Icon[];
    for (const icon of icons) {
      const answer = await home.request.get(new URL(icon.src, relay.address).href);
      expect(answer.headers()['content-type'], icon.src).toBe(icon.type);
      const png = await answer.body();
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, icon.src).toBe(icon.sizes);
    }
    const offered = icons.map((icon) => `${icon.sizes} ${icon.purpose ?? 'any'}`).sort();
    expect(offered).toEqual(['192x192 any', '192x192 maskable', '512x512 any', '512x512 maskable']);
  });

  test('the browser itself finds nothing that keeps it from being installed', async ({ home }) => {
    const devtools = await home.context().newCDPSession(home);
    const { errors } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // A test's window is a private one, which no app can be installed from.
    const ours = installabilityErrors.filter((error) => error.errorId !== 'in-incognito');
    expect(ours).toEqual([]);
  });
});

test.describe('from the first visit on', () => {
  test('a crash is told in the reader\'s language', async ({ home }) => {
    await home.getByRole('button', { name: 'Nederlands' }).click();
    await home.evaluate(() => {
      // The smallest module there is whose start is a trap.
      const trap = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
      setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(trap))));
    });
    const alert = home.getByRole('alert');
    await expect(alert).toContainText('Coplan is door een fout gestopt');
    await expect(alert.getByRole('button', { name: 'Herladen' })).toBeVisible();
  });

  test('the worker controls the page, and a reload needs no relay', async ({ home, relay }) => {
    await relay.stop();
    await home.reload();
    await expect(home.getByRole('heading', { name: 'Your plans' })).toBeVisible();
  });

  test('it keeps the app and nothing else', async ({ home, build, relay }) => {
    await home.goto(`${relay.address}/?share_text=hush#k=secret`);
    await status(home, '/api/plans/nosuchplan000000');
    const held = await home.evaluate(async () => {
      const names = await caches.keys();
      const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return all.flat().map((request) => request.url);
    });
    expect(held.sort()).toEqual(build.paths.map((path) => relay.address + path).sort());
  });

  test('what the relay answers never comes from the worker', async ({ home, relay }) => {
    const fromWorker = async (path: string) => {
      const answered = home.waitForResponse((response) => new URL(response.url()).pathname === path);
      await status(home, path);
      return (await answered).fromServiceWorker();
    };
    expect(await fromWorker('/healthz')).toBe(false);
    expect(await fromWorker('/api/plans/nosuchplan000000')).toBe(false);
    expect(await fromWorker('/sync/nosuchplan000000')).toBe(false);
    expect(await fromWorker('/manifest.webmanifest')).toBe(true);
    await relay.stop();
    expect(await home.evaluate(() => fetch('/healthz').then(() => 'answered', () => 'failed'))).toBe('failed');
  });

  test('a file that does not exist is not found, and never the page in its name', async ({ home, relay }) => {
    for (const path of ['/nosuch.js', '/nosuch-0123456789abcdef.wasm', '/icons/nosuch.png']) {
      expect(await status(home, path), path).toBe(404);
    }
    const visited = await home.goto(`${relay.address}/nosuch.js`);
    expect(visited?.status()).toBe(404);
  });

  test('a cold browser shows the plan with the relay gone', async ({ relay }) => {
    const profile = mkdtempSync(join(tmpdir(), 'coplan-profile-'));
    const { launchOptions } = test.info().project.use;
    const start = () => chromium.launchPersistentContext(profile, launchOptions);
    const plan = await relay.create();
    const seller = linkOf(plan, 'editor', 'seller');
    const first = await start();
    const opened = new PlanPage(await first.newPage(), relay);
    await opened.visit(seller);
    await opened.title.fill('Known to this browser');
    await opened.saved();
    await opened.keptWhole();
    await first.close();
    await relay.stop();

    const cold = await start();
    const again = new PlanPage(await cold.newPage(), relay);
    await again.page.goto(`${relay.address}/p/${plan.plan}`);
    await expect(again.title).toHaveValue('Known to this browser');
    await cold.close();
    rmSync(profile, { recursive: true, force: true });
  });
});

test.describe('a new release', () => {
  test('is announced, and an open tab goes on as it was until it is loaded again', async ({ home, relay, build }) => {
    const [old, oldFiles] = [build.version, build.hashedPaths];
    await home.evaluate(() => ((window as { untouched?: boolean }).untouched = true));
    await deploy(relay, () => build.release());
    await lookForUpdate(home);
    await expect(home.locator('html')).toHaveAttribute('data-new-build', build.version);
    await expect(home.getByRole('status').filter({ hasText: 'A new version is ready' })).toBeVisible();

    // The new worker controls the old page, and gives it the files of its own build, which the relay no longer has.
    expect(await home.evaluate(() => (window as { untouched?: boolean }).untouched)).toBe(true);
    expect(await buildOf(home)).toBe(old);
    for (const path of oldFiles) {
      expect((await fetch(relay.address + path)).status).toBe(404);
      expect(await status(home, path), path).toBe(200);
    }

    await home.getByRole('button', { name: 'Reload' }).click();
    await expect(home.locator('html')).not.toHaveAttribute('data-new-build');
    expect(await buildOf(home)).toBe(build.version);
  });

  test('takes nothing from the hands of who is writing', async ({ page, relay, build }) => {
    const plan = new PlanPage(page, relay);
    await plan.visit(linkOf(await relay.create(), 'editor', 'seller'));
    await plan.keptWhole();
    await plan.goal.pressSequentially('Half a sen');
    await deploy(relay, () => build.release());
    await lookForUpdate(page);
    await expect(page.getByText('A new version is ready')).toBeVisible();
    await expect(plan.goal).toBeFocused();
    await page.keyboard.type('tence');
    await expect(plan.goal).toHaveValue('Half a sentence');
    await page.reload();
    await expect(plan.goal).toHaveValue('Half a sentence');
    expect(await buildOf(page)).toBe(build.version);
  });

  test('comes with the next tab, beside an old one, and no page mixes the two', async ({ home, relay, build, context }) => {
    const old = build.version;
    const release = (page: Page) =>
      page.evaluate(async () => (await (await fetch('/manifest.webmanifest')).json()).release as string | undefined);
    await deploy(relay, () => build.release());
    await lookForUpdate(home);
    await expect(home.locator('html')).toHaveAttribute('data-new-build', build.version);

    const tab = await context.newPage();
    await tab.goto(relay.address);
    expect(await buildOf(tab)).toBe(build.version);
    expect(await release(tab), 'a file without a hash in its name').toBe(build.version);
    expect(await buildOf(home)).toBe(old);
    expect(await release(home), 'the same address, as of the old release').toBeUndefined();

    expect(await appCaches(tab)).toContain(`coplan-app-${old}`);
    await home.close();
    await tab.reload();
    await expect.poll(() => appCaches(tab), { timeout: 15_000 }).toEqual([`coplan-app-${build.version}`]);
  });

  test('that arrives in pieces is not taken, and the one before goes on', async ({ home, relay, build }) => {
    const old = build.version;
    await deploy(relay, () => build.tear());
    await expect(lookForUpdate(home)).resolves.toBeUndefined();
    const outcome = await home.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      while (registration.installing) {
        const worker = registration.installing;
        await new Promise((done) => worker.addEventListener('statechange', done, { once: true }));
      }
      return { waiting: registration.waiting?.state, active: registration.active?.state };
    });
    expect(outcome).toEqual({ waiting: undefined, active: 'activated' });
    expect(await appCaches(home)).toEqual([`coplan-app-${old}`]);
    await home.reload();
    expect(await buildOf(home)).toBe(old);
    await expect(home.getByRole('heading', { name: 'Your plans' })).toBeVisible();
  });

  test.describe('comes by itself only to a page that nobody looks at', () => {
    const half = 30 * 60_000 + 1_000;
    const setVisibility = (page: Page, state: 'hidden' | 'visible') =>
      page.evaluate((state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);

    test('hidden for half an hour, and with nothing to lose', async ({ page, relay, build }) => {
      await page.clock.install();
      await page.goto(relay.address);
      await appIsKept(page);
      const old = build.version;
      await deploy(relay, () => build.release());
      await lookForUpdate(page);
      await expect(page.locator('html')).toHaveAttribute('data-new-build', build.version);

      await page.clock.fastForward(half);
      expect(await buildOf(page), 'a page in view').toBe(old);

      await page.evaluate(() => {
        const keep = (event: Event) => event.preventDefault();
        addEventListener('beforeunload', keep);
        Object.assign(window, { let: () => removeEventListener('beforeunload', keep) });
      });
      await setVisibility(page, 'hidden');
      await page.clock.fastForward(half);
      expect(await buildOf(page), 'with work that is kept nowhere').toBe(old);

      await page.evaluate(() => (window as unknown as { let: () => void }).let());
      const loaded = page.waitForEvent('load');
      await page.clock.fastForward(half);
      await loaded;
      expect(await buildOf(page)).toBe(build.version);
    });
  });
});
