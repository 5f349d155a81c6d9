// A build that has crashed says so. WebAssembly traps without a word, and then nothing on the page answers any more.
// The words are the app's (`src/language.rs`); before it has any, the ones here.
(() => {
  const root = document.documentElement;
  const tell = (error) => {
    if (!(error instanceof WebAssembly.RuntimeError) || document.querySelector('.crashed')) return;
    const place = Object.assign(document.createElement('div'), { className: 'shell crashed' });
    const reload = Object.assign(document.createElement('button'), { className: 'text-button', type: 'button' });
    const toast = Object.assign(document.createElement('div'), { className: 'toast' });
    const words = Object.assign(document.createElement('span'), { className: 'toast__text' });
    place.setAttribute('role', 'alert');
    words.textContent = root.dataset.crashed ?? 'Coplan has stopped because of an error. What was saved is safe.';
    reload.textContent = root.dataset.reload ?? 'Reload';
    reload.addEventListener('click', () => location.reload());
    toast.append(words, reload);
    place.append(toast);
    document.body.append(place);
  };
  addEventListener('error', ({ error }) => tell(error));
  addEventListener('unhandledrejection', ({ reason }) => tell(reason));
})();

// A control that goes away with its focus leaves it to what held it, unless something else takes it.
(() => {
  const HOLDERS = '[role=dialog], [role=group], li, ul, form, section, main';
  // What was lost before this one has been mended since.
  let last;
  const lost = ({ target, relatedTarget }) => {
    if (relatedTarget || !target.closest) return;
    last = target;
    const holders = [];
    for (let one = target.closest(HOLDERS); one; one = one.parentElement?.closest(HOLDERS)) holders.push(one);
    let frames = 300;
    const mend = () => {
      if (last !== target || target.isConnected || document.activeElement !== document.body) return;
      const holder = holders.find((one) => one.checkVisibility()) ?? document.querySelector('main');
      // The code of the page that comes may still be on its way.
      if (!holder) return (frames -= 1) > 0 && requestAnimationFrame(mend);
      if (holder.hasAttribute('tabindex')) return holder.focus({ preventScroll: true });
      // Only for now: a press beside its controls should not give it the focus.
      holder.tabIndex = -1;
      holder.addEventListener('blur', () => holder.removeAttribute('tabindex'), { once: true });
      holder.focus({ preventScroll: true });
    };
    // What goes is gone in the next frame, and what comes for it has the focus in the one after.
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(mend)));
  };
  // Not every browser says that the focus went with its element.
  addEventListener('focusout', lost);
  addEventListener('click', lost);
})();

// The page's side of the service worker, without WebAssembly. It tells the app by attributes of <html> and events:
//
//   data-offline="ready" | "unavailable"      the app starts without a network from now on, or it never will here
//   data-new-build + "coplan:new-build"       another build is ready; it comes with the next load of the page
(() => {
  const build = document.querySelector('meta[name="coplan-build"]')?.content;
  const root = document.documentElement;
  // Inside a page of another site: no worker, which would answer for who may frame it. Asking for one may throw there.
  if (location.pathname.startsWith('/embed/')) {
    root.dataset.offline = 'unavailable';
    return;
  }
  const workers = navigator.serviceWorker;
  /** How long a hidden page rests before it changes to the new build by itself. */
  const IDLE_MS = 30 * 60_000;
  /** How often an open page asks for a new build at most. */
  const LOOK_MS = 15 * 60_000;

  // Not a secure context, or a frame of a site that the browser gives no workers to.
  if (!workers) {
    root.dataset.offline = 'unavailable';
    return;
  }
  // `cargo xtask dev`: no list of files, no worker. One that an older visit left would hide the new code.
  if (!build) {
    workers.getRegistrations().then((all) => all.forEach((one) => one.unregister()));
    return;
  }

  // Held until this page ends, however it ends: the worker keeps the files of this build as long.
  const hold = (name) => navigator.locks?.request(name, { mode: 'shared' }, () => new Promise(() => {}));
  hold(`coplan-app-${build}`);

  let resting;
  const rest = () => {
    clearTimeout(resting);
    if (!root.dataset.newBuild || document.visibilityState !== 'hidden') return;
    resting = setTimeout(() => {
      // Whoever would lose something by a reload says so here, as it would to the browser.
      const question = new Event('beforeunload', { cancelable: true });
      if (dispatchEvent(question)) location.reload();
      else rest();
    }, IDLE_MS);
  };
  const announce = (other) => {
    if (other === build || other === root.dataset.newBuild) return;
    root.dataset.newBuild = other;
    dispatchEvent(new Event('coplan:new-build'));
    rest();
  };
  let isKnown = false;
  workers.addEventListener('message', ({ data }) => {
    if (!data?.build) return;
    // Which build this page is of, in terms that the worker understands.
    if (!isKnown) hold(`coplan-app-${build} ${data.you}`);
    isKnown = true;
    announce(data.build);
  });
  const ask = () => workers.controller?.postMessage('build?');
  workers.addEventListener('controllerchange', ask);
  workers.startMessages();
  ask();

  const register = async () => {
    const registration = await workers.register('/sw.js', { updateViaCache: 'none' });
    await workers.ready;
    root.dataset.offline = 'ready';
    let looked = Date.now();
    const look = () => {
      if (Date.now() - looked < LOOK_MS || !navigator.onLine) return;
      looked = Date.now();
      // Without the network there is nothing new.
      registration.update().catch(() => {});
    };
    setInterval(look, LOOK_MS);
    addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
  };
  const start = () => register().catch(() => (root.dataset.offline = 'unavailable'));
  document.addEventListener('visibilitychange', rest);
  // After the first picture: the worker fetches the whole app once more.
  if (document.readyState === 'complete') start();
  else addEventListener('load', start);
})();
