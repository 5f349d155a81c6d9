// The service worker: the app without a network.
//
// It keeps whole builds of the app, one cache each, and nothing else: no answer of the relay, no address,
// no key (a fragment never reaches a worker). Its rules, with the tests in tests/e2e/offline_shell.spec.ts:
//
// - A build is kept whole or not at all: every file is checked against its digest while it is fetched, so a
//   relay that is replaced half-way through fails the installation instead of mixing two builds.
// - A new worker takes over at once, a new build does not: a page stays with the build it started from until it
//   is loaded again. Files with a hash in their name are found in every cache; the others in that of the page's build.
// - A page holds locks named like its cache, `coplan-app-<build>` and `coplan-app-<build> <client id>`: they end with
//   the page, however it ends. A cache that no page names, and that is not ours, is removed.
'use strict';

// `cargo xtask build` puts the build here: { version, files: [[path, integrity], …] }.
// Without one (`cargo xtask dev`) the worker removes itself and every cache, so that no old build hides the new code.
const BUILD = null;

const PREFIX = 'coplan-app-';
const OWN = BUILD && PREFIX + BUILD.version;
const PAGE = '/';
/** What the relay answers; also matched by `paths` of the app. */
const RELAY = /^\/(api|sync|healthz)(\/|$)/;
/** Plans inside pages of other sites: who may frame one, the relay says in its headers with every answer. */
const EMBED = /^\/embed\//;
/** Trunk's 16 hexadecimal digits: such a file never changes. */
const HASHED = /[-_.][0-9a-f]{16}[-_.]/;
/** A page between its first byte and its lock is not seen by `abandoned`; nothing that it needs may go meanwhile. */
const GRACE_MS = 5_000;

/** Builds of pages that have not taken their lock yet, by client id. Lost with the worker: then the lock is there. */
const starting = new Map();

self.addEventListener('install', (event) => {
  self.skipWaiting();
  if (BUILD) event.waitUntil(keepBuild());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(BUILD ? self.clients.claim() : removeMyself());
});

self.addEventListener('message', (event) => {
  if (!BUILD || event.data !== 'build?') return;
  event.source.postMessage({ build: BUILD.version, you: event.source.id });
  event.waitUntil(sweep());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (!BUILD || request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && EMBED.test(pathname)) return;
  if (RELAY.test(pathname) || request.headers.has('range')) return;
  if (request.mode === 'navigate' && !pathname.includes('.')) event.respondWith(page(event));
  else event.respondWith(file(event, pathname));
});

/** Fetches every file of this build, or leaves no trace. */
async function keepBuild() {
  const wasThere = await caches.has(OWN);
  const cache = await caches.open(OWN);
  try {
    await Promise.all(BUILD.files.map(([path, integrity]) => keep(cache, path, integrity)));
  } catch (error) {
    // Back to a build that a page still uses: what that page has stays.
    if (!wasThere) await caches.delete(OWN);
    throw error;
  }
}

async function keep(cache, path, integrity) {
  // The page has just loaded the hashed files; should the browser's copy be damaged, ask again.
  const get = (mode) => fetch(path, { cache: mode, integrity, credentials: 'same-origin' });
  const response = HASHED.test(path) ? await get('default').catch(() => get('reload')) : await get('no-cache');
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  // A page must not be answered with a response that was redirected, as some static hosts do.
  const kept = response.redirected ? new Response(response.body, { headers: response.headers }) : response;
  await cache.put(path, kept);
}

/** Every page of the app is the same file; which one to show, it reads from the address. */
async function page(event) {
  const kept = await caches.match(PAGE, { cacheName: OWN, ignoreVary: true });
  if (!kept) {
    // The browser dropped the cache: go on with the network, and make it whole again.
    event.waitUntil(keepBuild().catch(() => {}));
    return fetch(event.request);
  }
  if (event.resultingClientId) starting.set(event.resultingClientId, OWN);
  return kept;
}

async function file(event, pathname) {
  const from = HASHED.test(pathname) ? {} : { cacheName: await cacheOf(event.clientId) };
  const kept = await caches.match(pathname, { ...from, ignoreVary: true });
  return kept ?? fetch(event.request);
}

/** The cache of the build that a page runs. (The `clientId` of a lock is another id than ours in Chromium.) */
async function cacheOf(client) {
  const lock = (await pages()).find((page) => page.client === client);
  return lock?.cache ?? starting.get(client) ?? OWN;
}

/** What the locks of the open pages say. */
async function pages() {
  if (!navigator.locks) return [];
  const { held } = await navigator.locks.query();
  const ours = held.filter((lock) => lock.name.startsWith(PREFIX));
  return ours.map((lock) => lock.name.split(' ')).map(([cache, client]) => ({ cache, client }));
}

/** Removes the caches of builds that no page uses. */
async function sweep() {
  const before = await abandoned();
  if (before.length === 0) return;
  await new Promise((done) => setTimeout(done, GRACE_MS));
  const still = await abandoned();
  // A successor's cache has no page yet. The successor will sweep.
  if (self.registration.installing || self.registration.waiting) return;
  for (const name of before) if (still.includes(name)) await caches.delete(name);
  starting.clear();
}

async function abandoned() {
  if (!navigator.locks) return [];
  const used = new Set((await pages()).map((page) => page.cache));
  const all = await caches.keys();
  return all.filter((name) => name.startsWith(PREFIX) && name !== OWN && !used.has(name));
}

async function removeMyself() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
  await self.registration.unregister();
}
