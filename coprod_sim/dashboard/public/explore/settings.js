// All settings in their groups and sections, which fold, with a box that finds one and a way to see only what is changed.

import { fill } from '../shared/fill.js';
import { SettingRow } from './row.js';
import { isRowChanged, putBack } from './values.js';
import { edit } from '../shared/setup.js';
import { announce } from '../shared/frame/status.js';
import { store } from '../shared/store.js';

const OPEN_FIRST = 'actions';

/** @type {Component} */
export const Settings = {
  components: { SettingRow },
  props: ['table'], // {rows, groups} of settings_table.py
  template: `
    <section class="settings" aria-labelledby="settings-title" data-testid="settings">
      <h2 id="settings-title">{{ words.settings }}</h2>
      <div class="settings-find">
        <label for="find">{{ words.find }}</label>
        <input id="find" type="search" autocomplete="off" data-testid="find" v-model="query" @change="say">
      </div>
      <p class="settings-count"><span data-testid="count">{{ count }}</span>
        <button v-if="changed.length || only" type="button" data-testid="only-changed" :aria-pressed="String(only)" @click="only = !only">{{ words.only_changed }}</button></p>
      <p v-if="query.trim()" class="note" data-testid="found">{{ found }}</p>
      <details v-for="group in shown" :key="group.key" class="settings-group" :open="isOpen(group.key)" :data-testid="'group-' + group.key" @toggle="toggled(group.key, $event)">
        <summary><h3>{{ words.groups[group.key].title }}</h3> <span v-if="group.changed" class="setting-dot">{{ inGroup(group.changed) }}</span></summary>
        <p class="settings-what">{{ words.groups[group.key].what }}
          <button type="button" :data-testid="'reset-' + group.key" :aria-label="resetLabel(group)" :disabled="!group.changed || !store.online" @click="reset(group, $event.target)">{{ words.reset_group }}</button></p>
        <details v-for="section in group.sections" :key="section.key" class="settings-section" :open="isOpen(section.key)" :data-testid="'section-' + section.key" @toggle="toggled(section.key, $event)">
          <summary><h4>{{ words.sections[section.key] }}</h4> <span v-if="section.changed" class="setting-dot">{{ inGroup(section.changed) }}</span></summary>
          <div v-if="isOpen(section.key)" class="settings-rows"><SettingRow v-for="row in section.rows" :key="row.name" :row="row"/></div>
        </details>
      </details>
    </section>`,
  data() {
    const first = this.table.groups.find((group) => group.key === OPEN_FIRST);
    return { store, query: '', only: false, open: Object.fromEntries([first.key, ...first.sections].map((key) => [key, true])) };
  },
  computed: {
    words: () => store.words.explore,
    filtering() {
      return this.only || this.query.trim() !== '';
    },
    changed() {
      return this.table.rows.filter(isRowChanged);
    },
    fitting() {
      const wanted = this.query.toLowerCase().replace('\'', '\u2019').split(/\s+/).filter(Boolean);
      const fits = (row) => wanted.every((word) => `${row.title} ${row.meaning} ${this.words.sections[row.section]} ${row.name} ${row.name.replaceAll('_', ' ')}`.toLowerCase().includes(word));
      return this.table.rows.filter((row) => fits(row) && (!this.only || this.changed.includes(row)));
    },
    shown() {
      return this.table.groups.map(({ key, sections }) => {
        const rows = (list, section) => list.filter((row) => row.group === key && row.section === section);
        const parts = sections.map((section) => ({ key: section, rows: rows(this.fitting, section), changed: rows(this.changed, section).length }));
        return { key, sections: parts.filter((part) => part.rows.length), changed: this.changed.filter((row) => row.group === key).length };
      }).filter((group) => group.sections.length);
    },
    count() {
      const n = this.changed.length;
      return n > 1 ? fill(this.words.changed, { n }) : n ? this.words.changed_one : this.words.changed_none;
    },
    found() {
      const n = this.fitting.length;
      return n > 1 ? fill(this.words.found, { n }) : n ? this.words.found_one : this.words.find_none;
    },
  },
  watch: {
    changed(rows) {
      if (!rows.length) this.only = false;
    },
  },
  methods: {
    isOpen(key) {
      return this.filtering || Boolean(this.open[key]);
    },
    // While something is looked for, all that fits is open; what was open before comes back afterwards.
    toggled(key, event) {
      if (!this.filtering) this.$set(this.open, key, event.target.open);
    },
    inGroup: (n) => fill(store.words.explore.in_group, { n }),
    resetLabel: (group) => fill(store.words.explore.reset_group_label, { group: store.words.explore.groups[group.key].title }),
    reset({ key }, button) {
      button.closest('details').querySelector('summary').focus(); // the button rests from now on
      edit((next) => putBack(next, this.changed.filter((row) => row.group === key)));
      announce(fill(this.words.was_reset, { group: this.words.groups[key].title }));
    },
    say() {
      if (this.filtering) announce(this.found);
    },
  },
};
