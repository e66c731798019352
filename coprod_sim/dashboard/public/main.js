// Every page that the browser can draw, by the name that the server gives.

import { HomePage } from './home.js';
import { LessonsPage } from './lessons.js';
import { FullPage, ResearchPage } from './plain_pages.js';
import { PresentPage } from './present.js';

export const pages = { full: FullPage, home: HomePage, lessons: LessonsPage, present: PresentPage, research: ResearchPage };
