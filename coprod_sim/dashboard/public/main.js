// Every page that the browser can draw, by the name that the server gives: its file, and the component in it.
// A page fetches its own files only.

import './twice.js';

const PAGES = {
  batch: ['./batch.js', 'BatchPage'],
  compare: ['./compare.js', 'ComparePage'],
  explore: ['./explore.js', 'ExplorePage'],
  failed: ['./plain_pages.js', 'FailedPage'],
  full: ['./plain_pages.js', 'FullPage'],
  guide: ['./guide.js', 'GuidePage'],
  home: ['./home.js', 'HomePage'],
  lessons: ['./lessons.js', 'LessonsPage'],
  model: ['./model.js', 'ModelPage'],
  present: ['./present.js', 'PresentPage'],
  research: ['./plain_pages.js', 'ResearchPage'],
};

export async function pageOf(name) {
  const [file, component] = PAGES[name];
  return (await import(file))[component];
}

// Fetches the page of an address before the server asks for it; Mesa's own page is none of ours.
export function fetchSoon(path) {
  const name = path.split('/')[1] || 'home';
  if (PAGES[name]) pageOf(name);
}
