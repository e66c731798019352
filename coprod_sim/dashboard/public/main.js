// Every page that the browser can draw, by the name that the server gives: its file, and the component in it.
// A page fetches its own files only.

import './shared/twice.js';

const PAGES = {
  batch: ['./batch/page.js', 'BatchPage'],
  compare: ['./compare/page.js', 'ComparePage'],
  explore: ['./explore/page.js', 'ExplorePage'],
  failed: ['./shared/frame/plain_pages.js', 'FailedPage'],
  full: ['./shared/frame/plain_pages.js', 'FullPage'],
  guide: ['./guide/page.js', 'GuidePage'],
  home: ['./home/page.js', 'HomePage'],
  lessons: ['./lessons/page.js', 'LessonsPage'],
  model: ['./model/page.js', 'ModelPage'],
  present: ['./present/page.js', 'PresentPage'],
  research: ['./research/page.js', 'ResearchPage'],
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
