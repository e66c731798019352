// What follows from the settings: what the last change did, the four charts with the lines of before, and A beside B.

import { Charts } from '../shared/charts/charts.js';
import { toldChange } from './told.js';
import { store } from '../shared/store.js';
import { Telling } from '../shared/telling/telling.js';
import { Views } from './views.js';

/** @type {Component} */
export const Follows = {
  components: { Charts, Telling, Views },
  props: ['rows', 'before', 'bands', 'narrow'],
  template: `
    <section class="follows" :class="{ 'follows-one': narrow && !all }" aria-labelledby="follows-title" data-testid="follows">
      <h2 id="follows-title">{{ words.title }}</h2>
      <div class="follows-charts" data-testid="follows-charts" :class="{ stale: store.busy }">
        <Charts/>
        <p v-if="store.before" class="note follows-grey" data-testid="grey"><svg width="36" height="8" viewBox="0 0 36 8" aria-hidden="true"><path d="M0 4h36" stroke="#6F777B" stroke-width="1.5"/></svg> {{ words.grey }}</p>
        <p v-if="narrow && before" class="follows-now">{{ lines[1] || lines[0] }}</p>
        <p v-if="store.busy" class="working" data-testid="working">{{ store.words.explore.loading }}</p>
      </div>
      <button v-if="narrow" type="button" data-testid="all-charts" :aria-expanded="String(all)" @click="all = !all">{{ all ? words.one_chart : words.all_charts }}</button>
      <ul class="follows-told" data-testid="told"><li v-for="line in lines" :key="line">{{ line }}</li></ul>
      <slot/>
      <details :open="!narrow" class="follows-ab"><summary data-testid="views-open"><h3>{{ store.words.explore.views.title }}</h3></summary><Views/></details>
      <details :open="!narrow" class="follows-ab"><summary data-testid="a-beside-b"><h3>{{ words.ab }}</h3></summary><Telling/></details>
    </section>`,
  data: () => ({ store, all: false }),
  computed: {
    words: () => store.words.explore.follows,
    lines() {
      return this.before ? toldChange(this.rows, this.before, store.run, this.bands) : [this.words.first];
    },
  },
};
