// What Solara's page leaves out: the language, a page that may be zoomed, and the look of our views.
document.documentElement.lang = 'en-GB';
document.querySelector('meta[name=viewport]').setAttribute('content', 'width=device-width, initial-scale=1');
// The look of the views that several pages share, and of each page its own; `small` comes last, for it overrules the others.
const shared = [
  'shared/town/network', 'shared/charts/charts', 'shared/telling/telling', 'present/story', 'shared/guesses/predict',
  'present/page', 'present/rail', 'shared/dialogs/dialogs', 'present/tour', 'shared/frame/site',
];
const own = {
  batch: ['shared/frame/commands', 'batch/page'],
  compare: ['compare/page'],
  explore: ['explore/page'],
  guide: ['guide/page', 'guide/print'],
  lessons: ['lessons/page'],
  model: ['model/page'],
  research: ['shared/frame/commands', 'research/page'],
};
const path = window.location.pathname.slice(solara.rootPath.length);
for (const name of [...shared, ...(own[path.split('/')[1]] ?? []), 'shared/frame/small']) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `${solara.rootPath}/static/public/${name}.css`;
  document.head.append(link);
}
// The views are fetched while Solara starts, and are there when it asks for them (pages/page.vue).
import(`${solara.rootPath}/static/public/main.js`).then(({ fetchSoon }) => fetchSoon(path));
