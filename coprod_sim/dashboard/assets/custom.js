// What Solara's page leaves out: the language, a page that may be zoomed, and the look of our views.
document.documentElement.lang = 'en-GB';
document.querySelector('meta[name=viewport]').content = 'width=device-width, initial-scale=1';
for (const name of ['network', 'charts', 'telling', 'story', 'predict', 'present', 'rail', 'dialogs', 'site', 'lessons', 'small']) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `${solara.rootPath}/static/public/${name}.css`;
  document.head.append(link);
}
// The views are fetched while Solara starts, and are there when it asks for them (pages/page.vue).
import(`${solara.rootPath}/static/public/main.js`);
