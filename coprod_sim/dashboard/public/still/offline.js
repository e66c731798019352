// Keeps the pages of a web host for times without a network; static/folder.py writes it beside them, as a service worker.
// With a network the newest file is shown; without one, or where it is slow, the one that was kept.

const HASH = 'made'; // of what is kept: with another one a browser fetches all anew, and drops the old
const FILES = ['./', 'index.html', 'manifest.webmanifest', 'icon.svg'];
const SLOW = 5000; // ms

/** @type {any} */
const host = globalThis;
const { caches, registration } = host;
const OURS = `coprod_sim ${registration.scope} `; // another folder of the same host may have pages of its own
const KEPT = OURS + HASH;

async function keep() {
  const kept = await caches.open(KEPT);
  await kept.addAll(FILES.map((name) => new host.Request(name, { cache: 'reload' })));
  await host.skipWaiting();
}

async function dropOld() {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await host.clients.claim();
}

async function answer(request) {
  const asked = host.fetch(request);
  const slow = new Promise((_, give) => { setTimeout(give, SLOW); });
  try {
    const found = await Promise.race([asked, slow]);
    if (found.ok) return found;
  } catch {
    // No network, or a slow one: what was kept is as good.
  }
  const kept = await caches.open(KEPT);
  return (await kept.match(request, { ignoreSearch: true })) ?? asked;
}

host.addEventListener('install', (event) => event.waitUntil(keep()));
host.addEventListener('activate', (event) => event.waitUntil(dropOld()));
host.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(registration.scope)) event.respondWith(answer(event.request));
});
