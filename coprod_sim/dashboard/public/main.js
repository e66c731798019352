// Every page that the browser can draw, by the name that the server gives.

import { BatchPage } from './batch.js';
import { HomePage } from './home.js';
import { FullPage, ResearchPage } from './plain_pages.js';
import { PresentPage } from './present.js';

export const pages = { batch: BatchPage, full: FullPage, home: HomePage, present: PresentPage, research: ResearchPage };
