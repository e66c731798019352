// The table of all settings, and a box that finds some of them.

import { fill } from '../shared/fill.js';

/** @type {Component} */
export const ModelSettings = {
  props: ['texts', 'rows'],
  template: `
    <div>
      <div class="model-search">
        <label for="setting-search">{{ texts.search }}</label>
        <input id="setting-search" data-testid="setting-search" type="search" autocomplete="off" spellcheck="false" v-model="asked" aria-describedby="setting-help setting-count" @input="tell">
        <button type="button" data-testid="setting-clear" :disabled="!asked" @click="clear">{{ texts.clear }}</button>
        <p class="note" id="setting-help">{{ texts.search_help }}</p>
        <p id="setting-count" data-testid="setting-count">{{ count }}</p>
      </div>
      <p v-if="!found.length">{{ texts.none }}</p>
      <div v-else class="table-box" role="group" :aria-label="texts.settings_title">
        <table class="model-settings" data-testid="settings">
          <thead><tr><th v-for="column in texts.columns" :key="column" scope="col">{{ column }}</th></tr></thead>
          <tbody><tr v-for="row in found" :key="row.name" :id="'setting-' + row.name">
            <th scope="row"><code><template v-for="(part, place) in row.name.split('_')"><wbr v-if="place">{{ place ? '_' + part : part }}</template></code></th><td>{{ row.meaning }}</td><td class="number">{{ row.value }}</td><td class="number">{{ range(row) }}</td>
            <td>{{ row.unit }}</td><td>{{ texts.roles[row.role] }}</td><td>{{ texts.statuses[row.status] }}</td>
            <td><span v-if="!row.sources.length">{{ texts.nobody }}</span><a v-for="one in row.sources" :key="one.key" :href="'#source-' + one.key">{{ one.name }}</a> <span v-if="row.carries" class="note" data-testid="carries">({{ row.carries }})</span></td></tr></tbody>
        </table>
      </div>
    </div>`,
  data: () => ({ asked: '' }),
  computed: {
    written() {
      return new Map(this.rows.map((row) => [row.name, this.text(row).toLowerCase()]));
    },
    found() {
      const parts = this.asked.toLowerCase().split(/\s+/).filter(Boolean);
      return this.rows.filter((row) => parts.every((part) => this.written.get(row.name).includes(part)));
    },
    count() {
      return fill(this.texts.found, { n: this.found.length, of: this.rows.length });
    },
  },
  updated() {
    this.$emit('drawn');
  },
  methods: {
    text(row) {
      const sources = row.sources.map((one) => one.name);
      return [row.name, row.name.replaceAll('_', ' '), row.meaning, row.unit, this.texts.roles[row.role], this.texts.statuses[row.status], ...sources].join(' ');
    },
    range(row) {
      return fill(this.texts.to, { low: row.range[0], high: row.range[1] });
    },
    tell() {
      this.$emit('say', this.count);
    },
    clear() {
      this.asked = '';
    },
  },
};
