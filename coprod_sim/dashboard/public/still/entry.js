// The page of the edition without a server: it draws the page that the address names, and lets a worker answer what it asks.
// static/one_file.py joins all modules into one script, and puts beside it what the worker needs.

import '../shared/twice.js';
import { ComparePage } from '../compare/page.js';
import { ExplorePage } from '../explore/page.js';
import { GuidePage } from '../guide/page.js';
import { HomePage } from '../home/page.js';
import { LessonsPage } from '../lessons/page.js';
import { ModelPage } from '../model/page.js';
import { PresentPage } from '../present/page.js';
import { ResearchPage } from '../research/page.js';
import { AFRESH, noted, path, pushed, search, SEEN } from '../shared/where.js';
import { ElsewherePage } from './elsewhere.js';
import { hearForms } from './forms.js';
import { joinLinks } from './links.js';

const VIEWS = { compare: ComparePage, explore: ExplorePage, guide: GuidePage, home: HomePage, lessons: LessonsPage, model: ModelPage, present: PresentPage, research: ResearchPage };

const text = (id) => document.getElementById(id).textContent;
const name = path().split('/')[1] || 'home';
const data = {
  connectionStatus: 'connected', // what a page reads off Solara's (shared/connection.js)
  needsRefresh: false,
  view: null,
  given: { words: {}, fixed: {}, run: null, band: null, reply: null, fault: null, answers: 0, lab: null },
};

const worker = new Worker(URL.createObjectURL(new Blob([text('worker')], { type: 'text/javascript' })));

// The look of this page beside what all pages share.
for (const look of /** @type {NodeListOf<HTMLStyleElement>} */ (document.querySelectorAll('style[data-page]'))) {
  look.disabled = look.dataset.page !== name;
}

function draw() {
  data.view = VIEWS[name] ?? ElsewherePage;
  new Vue({
    el: '#app',
    data,
    methods: {
      ask(question) {
        worker.postMessage({ ask: JSON.parse(JSON.stringify(question)) });
      },
    },
    render(/** @type {any} */ make) {
      /** @type {any} */
      const { view, given, ask } = this;
      return make('div', { attrs: { id: 'app' } }, [make('div', { class: 'page' }, [make(view, { props: { ...given, ask } })])]);
    },
  });
}

worker.onmessage = ({ data: told }) => {
  if (told.props) Object.assign(data.given, told.props);
  if (told.title) document.title = told.title;
  if (told.draw) draw();
  if (told.push) pushed(told.push);
};

// Going back and forth on this page is answered by the worker; another page, and a link that was followed, begin anew.
window.addEventListener('popstate', ({ state }) => {
  if (state?.seen && path() === began) {
    worker.postMessage({ go: search() });
    return;
  }
  if (!state?.seen) noted(AFRESH);
  window.location.reload();
});
const began = path();
noted(SEEN);

joinLinks();
hearForms();
worker.postMessage({ tables: text('tables'), module: text('module'), open: began, search: search() });
