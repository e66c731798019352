// The small dialogs of the trainer's page: what is shown, the town, the rules of both ways, and the keys.

import { Dialog } from './dialog.js';
import { NumberBox } from './number_box.js';
import { edit } from '../setup.js';
import { setSwitch, setView, store, wayName } from '../store.js';

const SWITCHES = ['lines', 'strong', 'council', 'snapshots', 'big', 'stories', 'shortcuts'];

/** @type {Component} */
export const ViewDialog = {
  components: { Dialog },
  template: `
    <Dialog name="view" :title="words.title" :words="store.words.dialog" @close="$emit('close')">
      <fieldset class="choices"><legend>{{ words.show }}</legend>
        <label v-for="view in ['both', 'a', 'charts']" :key="view"><input type="radio" name="view" :value="view" :checked="store.view === view" @change="setView(view)" :data-testid="'view-' + view"> {{ words['view_' + view] }}</label>
      </fieldset>
      <label v-for="name in switches" :key="name" class="switch"><input type="checkbox" :checked="store[name]" @change="setSwitch(name, $event.target.checked)" :data-testid="'switch-' + name"> {{ words[name] }}</label>
      <div class="actions"><button type="button" data-testid="blank" @click="$emit('act', 'blank')">{{ words.blank }}</button></div>
    </Dialog>`,
  data: () => ({ store, switches: SWITCHES }),
  computed: { words: () => store.words.view },
  methods: { setSwitch, setView },
};

/** @type {Component} */
export const SetupDialog = {
  components: { Dialog, NumberBox },
  template: `
    <Dialog name="setup" :title="words.title" :words="store.words.dialog" @close="$emit('close')">
      <form class="form" @submit.prevent="keep">
        <label class="field">{{ words.name }} <input data-testid="setup-name" maxlength="80" v-model="draft.title"></label>
        <div class="fields">
          <NumberBox v-for="size in store.sizes" :key="size.name" :name="'setup-' + size.name" :label="size.label" v-model="draft[size.name]" :low="size.low" :high="size.high" :whole="true"/>
        </div>
        <fieldset class="choices"><legend>{{ words.start }}</legend>
          <label v-for="one in store.modifiers" :key="one.key"><input type="checkbox" :value="one.key" v-model="draft.modifiers" :data-testid="'setup-' + one.key"> {{ one.title }}</label>
        </fieldset>
        <div class="actions"><button type="submit" class="main" data-testid="setup-keep" :disabled="!store.online">{{ words.keep }}</button>
          <button type="button" data-testid="setup-reset" :disabled="!store.online" @click="$emit('act', 'everything')">{{ words.everything }}</button></div>
        <p class="note">{{ words.everything_note }}</p>
      </form>
    </Dialog>`,
  data() {
    const { setup, sizes } = store.run;
    return { store, draft: { title: setup.title || '', modifiers: [...setup.modifiers], ...sizes } };
  },
  computed: { words: () => store.words.setup },
  methods: {
    keep() {
      const { title, modifiers, months, ...sizes } = this.draft;
      const changed = Object.fromEntries(Object.entries(sizes).filter(([name, value]) => value !== store.run.sizes[name]));
      edit((next) => {
        Object.assign(next, { title, modifiers, months, town: { ...next.town, ...changed } });
      });
      this.$emit('close');
    },
  },
};

/** @type {Component} */
export const RulesDialog = {
  components: { Dialog },
  template: `
    <Dialog name="rules" :title="words.title" :words="store.words.dialog" @close="$emit('close')">
      <p>{{ words.shared }}</p>
      <table class="rules"><thead><tr><th scope="col">{{ words.what }}</th><th scope="col">A: {{ wayName(0) }}</th><th scope="col">B: {{ wayName(1) }}</th></tr></thead>
        <tbody><tr v-for="rule in store.run.rules" :key="rule.name"><th scope="row">{{ rule.title }}</th><td>{{ rule.a }}</td><td>{{ rule.b }}</td></tr></tbody></table>
      <p v-if="!store.run.rules.length">{{ words.same }}</p>
    </Dialog>`,
  data: () => ({ store }),
  computed: { words: () => store.words.rules },
  methods: { wayName },
};

/** @type {Component} */
export const KeysDialog = {
  components: { Dialog },
  template: `
    <Dialog name="keys" :title="words.title" :words="store.words.dialog" @close="$emit('close')">
      <dl class="keys"><div v-for="row in words.rows" :key="row[0]"><dt><kbd>{{ row[0] }}</kbd></dt><dd>{{ row[1] }}</dd></div></dl>
      <p>{{ words.chips }}</p><p>{{ words.off }}</p>
      <div class="actions"><button type="button" data-testid="start-tour" @click="$emit('act', 'tour')">{{ words.tour }}</button></div>
      <p><a href="/guide" data-testid="to-guide">{{ words.guide }}</a></p>
      <p><a href="/">{{ words.home }}</a></p>
    </Dialog>`,
  data: () => ({ store }),
  computed: { words: () => store.words.keys },
};
