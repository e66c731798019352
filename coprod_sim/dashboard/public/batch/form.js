// The form of a plan.  Boxes hold texts; what they may be is said by the server, beside the box.

import { fill } from '../shared/fill.js';

const EMPTY = { name: '', how: 'steps', values: '', start: '', step: '', end: '' };
const HOWS = ['steps', 'list', 'same'];

// A box with its name above, and a note or what is wrong below.
/** @type {Component} */
const Box = {
  props: ['name', 'label', 'value', 'note', 'faults', 'numeric', 'long'],
  template: `
    <div class="field">
      <label :for="name">{{ label }}</label>
      <textarea v-if="long" :id="name" :data-testid="name" rows="2" :value="value" :aria-invalid="String(wrong)" :aria-describedby="name + '-note'" @input="$emit('input', $event.target.value)" @change="$emit('now')"></textarea>
      <input v-else :id="name" :data-testid="name" autocomplete="off" :inputmode="numeric ? 'decimal' : null" :value="value" :aria-invalid="String(wrong)" :aria-describedby="name + '-note'" @input="$emit('input', $event.target.value)" @change="$emit('now')">
      <p :id="name + '-note'" class="note" :class="{ fault: wrong }" :data-testid="name + '-note'">{{ wrong ? faults.join(' ') : note }}</p>
    </div>`,
  computed: {
    wrong() {
      return Boolean(this.faults?.length);
    },
  },
};

// One setting that varies, or that is the same in all runs.
/** @type {Component} */
const Row = {
  components: { Box },
  props: ['row', 'place', 'groups', 'faults', 'words', 'roles'],
  template: `
    <fieldset class="batch-row" :data-testid="'row-' + place">
      <legend>{{ title }}</legend>
      <div class="fields">
        <div class="field"><label :for="id('name')">{{ words.setting }}</label>
          <select :id="id('name')" :data-testid="id('name')" :value="row.name" :aria-invalid="bad('name')" :aria-describedby="id('note')" @change="choose($event.target.value)">
            <option value="">{{ words.setting_none }}</option>
            <optgroup v-for="group in groups" :key="group.role" :label="roles[group.role]">
              <option v-for="one in group.settings" :key="one.key" :value="one.key">{{ one.label }}</option></optgroup>
          </select></div>
        <div class="field"><label :for="id('how')">{{ words.how }}</label>
          <select :id="id('how')" :data-testid="id('how')" v-model="row.how" @change="$emit('now')">
            <option v-for="how in hows" :key="how" :value="how">{{ words['how_' + how] }}</option></select></div>
      </div>
      <div class="fields batch-steps" v-if="row.how === 'steps'">
        <div v-for="part in ['start', 'step', 'end']" :key="part" class="field"><label :for="id(part)">{{ words[part] }}</label>
          <input :id="id(part)" :data-testid="id(part)" inputmode="decimal" autocomplete="off" v-model="row[part]" :aria-invalid="bad(part)" :aria-describedby="id('note')" @change="$emit('now')"></div>
      </div>
      <div class="field" v-else><label :for="id('values')">{{ row.how === 'same' ? words.value : words.values }}</label>
        <input :id="id('values')" :data-testid="id('values')" inputmode="text" autocomplete="off" v-model="row.values" :aria-invalid="bad('values')" :aria-describedby="id('note')" @change="$emit('now')"></div>
      <p :id="id('note')" class="note" :class="{ fault: wrong }" :data-testid="id('note')">{{ wrong ? texts : note }}</p>
      <p v-if="wrong && note" class="note">{{ note }}</p>
      <p class="actions"><button type="button" :data-testid="id('remove')" :aria-label="removing" @click="$emit('remove')">{{ words.remove }}</button></p>
    </fieldset>`,
  data: () => ({ hows: HOWS }),
  computed: {
    wrong() {
      return this.faults.length > 0;
    },
    setting() {
      return this.groups.flatMap((group) => group.settings).find((one) => one.key === this.row.name);
    },
    texts() {
      return this.faults.map((fault) => fault.text).join(' ');
    },
    title() {
      return fill(this.words.row, { n: this.place + 1 });
    },
    note() {
      const one = this.setting;
      return one ? fill(this.words.row_note, { ...one, meaning: one.meaning.charAt(0).toUpperCase() + one.meaning.slice(1) }) : '';
    },
    removing() {
      return fill(this.words.remove_row, { n: this.place + 1, label: this.setting?.label ?? '' });
    },
  },
  methods: {
    id(part) {
      return `row-${this.place}-${part}`;
    },
    bad(part) {
      return String(this.faults.some((fault) => [this.id(part), `row-${this.place}`].includes(fault.box)));
    },
    // Numbers of another setting say nothing about this one, so it begins with its own range.
    choose(key) {
      this.row.name = key;
      const one = this.setting;
      if (one) Object.assign(this.row, { start: one.start, step: one.step, end: one.end, values: this.row.how === 'same' ? one.usual : `${one.start}, ${one.end}` });
      this.$emit('now');
    },
  },
};

/** @type {Component} */
export const BatchForm = {
  components: { Box, Row },
  props: ['form', 'faults', 'words', 'fixed'],
  template: `
    <form class="form" :aria-label="texts.head" @submit.prevent="$emit('now')">
      <h2>{{ texts.head }}</h2>
      <Box name="title" :label="texts.name" v-model="form.title" :faults="of('title')" @now="$emit('now')"/>
      <section aria-labelledby="rows-head"><h3 id="rows-head">{{ texts.rows }}</h3>
        <p class="note" data-testid="rows-note">{{ rowsNote }}</p>
        <Row v-for="(row, place) in form.rows" :key="place" :row="row" :place="place" :groups="fixed.groups" :roles="words.roles" :words="texts" :faults="ofRow(place)" @now="$emit('now')" @remove="remove(place)"/>
        <p class="actions"><button type="button" ref="add" data-testid="add" @click="add">{{ texts.add }}</button></p>
        <div v-if="form.rows.length > 1" class="field"><label for="method">{{ texts.method }}</label>
          <select id="method" data-testid="method" v-model="form.method" @change="$emit('now')"><option value="grid">{{ texts.method_grid }}</option><option value="list">{{ texts.method_list }}</option></select></div>
      </section>
      <section aria-labelledby="runs-head"><h3 id="runs-head">{{ texts.runs }}</h3>
        <div class="fields">
          <Box name="replicates" numeric :label="texts.replicates" :note="texts.replicates_note" v-model="form.replicates" :faults="of('replicates')" @now="$emit('now')"/>
          <Box name="seed" numeric :label="texts.seed" :note="texts.seed_note" v-model="form.seed" :faults="of('seed')" @now="$emit('now')"/>
          <div class="field"><label for="seeds">{{ texts.seeds }}</label>
            <select id="seeds" data-testid="seeds" v-model="form.seeds" aria-describedby="seeds-note" @change="$emit('now')"><option value="common">{{ texts.seeds_common }}</option><option value="paired">{{ texts.seeds_paired }}</option></select>
            <p id="seeds-note" class="note">{{ texts.seeds_note }}</p></div>
          <Box name="months" numeric :label="texts.months" :note="texts.months_note" v-model="form.months" :faults="of('months')" @now="$emit('now')"/>
          <Box name="at" :label="texts.at" :note="texts.at_note" v-model="form.at" :faults="of('at')" @now="$emit('now')"/>
        </div>
      </section>
      <fieldset class="batch-ticks" aria-describedby="scenarios-note"><legend>{{ texts.scenarios }}</legend>
        <p id="scenarios-note" class="note" :class="{ fault: of('scenarios').length }" data-testid="scenarios-note">{{ of('scenarios').join(' ') || texts.scenarios_note }}</p>
        <div class="batch-columns"><label v-for="one in scenarios" :key="one.key" class="switch"><input type="checkbox" :data-testid="'scenario-' + one.key" :checked="form.scenarios.includes(one.key)" @change="tick('scenarios', one.key, $event.target.checked)"><span>{{ one.title }}</span></label></div>
        <details><summary data-testid="joined">{{ texts.joined }}</summary>
          <div class="fields">
            <div class="field"><label for="joined-scenario">{{ texts.joined_scenario }}</label><select id="joined-scenario" data-testid="joined-scenario" v-model="scenario"><option v-for="one in fixed.scenarios" :key="one.key" :value="one.key">{{ one.title }}</option></select></div>
            <div class="field"><label for="joined-modifier">{{ texts.joined_modifier }}</label><select id="joined-modifier" data-testid="joined-modifier" v-model="modifier"><option v-for="one in fixed.modifiers" :key="one.key" :value="one.key">{{ one.title }}</option></select></div>
          </div>
          <p class="actions"><button type="button" data-testid="joined-add" @click="tick('scenarios', scenario + '+' + modifier, true)">{{ texts.joined_add }}</button></p></details>
      </fieldset>
      <fieldset class="batch-ticks"><legend>{{ texts.indicators }}</legend>
        <p v-if="of('indicators').length" class="note fault" data-testid="indicators-note">{{ of('indicators').join(' ') }}</p>
        <div class="batch-columns"><label v-for="one in outcomes(true)" :key="one.key" class="switch"><input type="checkbox" :data-testid="'outcome-' + one.key" :checked="form.indicators.includes(one.key)" @change="tick('indicators', one.key, $event.target.checked)"><span>{{ one.title }}</span></label></div>
        <details :open="moreTicked"><summary data-testid="more-outcomes">{{ texts.more }}</summary>
          <div class="batch-columns"><label v-for="one in outcomes(false)" :key="one.key" class="switch"><input type="checkbox" :data-testid="'outcome-' + one.key" :checked="form.indicators.includes(one.key)" @change="tick('indicators', one.key, $event.target.checked)"><span>{{ one.title }}</span></label></div></details>
      </fieldset>
      <Box name="question" long :label="texts.question" v-model="form.question" :faults="of('question')" @now="$emit('now')"/>
    </form>`,
  data() {
    return { scenario: this.fixed.scenarios[0].key, modifier: this.fixed.modifiers[0].key };
  },
  computed: {
    texts() {
      return this.words.form;
    },
    // The built-in ones, and those with another start that are in the plan.
    scenarios() {
      const known = this.fixed.scenarios;
      const named = (key) => [...known, ...this.fixed.modifiers].find((one) => one.key === key)?.title ?? key;
      const others = this.form.scenarios.filter((key) => !known.some((one) => one.key === key));
      return [...known, ...others.map((key) => ({ key, title: key.split('+').map((part) => named(part.trim())).join(' + ') }))];
    },
    rowsNote() {
      if (!this.form.rows.length) return this.texts.rows_none;
      return this.form.method === 'list' ? this.texts.rows_list : this.texts.rows_note;
    },
    moreTicked() {
      return this.outcomes(false).some((one) => this.form.indicators.includes(one.key));
    },
  },
  methods: {
    of(box) {
      return this.faults.filter((fault) => fault.box === box).map((fault) => fault.text);
    },
    ofRow(place) {
      return this.faults.filter((fault) => `${fault.box}-`.startsWith(`row-${place}-`));
    },
    outcomes(headline) {
      return this.fixed.outcomes.filter((one) => one.headline === headline);
    },
    // What is ticked later comes later: the order of the scenarios says which one is subtracted.
    tick(list, key, on) {
      const others = this.form[list].filter((one) => one !== key);
      this.form[list] = on ? [...others, key] : others;
      this.$emit('now');
    },
    add() {
      this.form.rows.push({ ...EMPTY });
      this.$nextTick(() => document.getElementById(`row-${this.form.rows.length - 1}-name`).focus());
    },
    remove(place) {
      this.form.rows.splice(place, 1);
      this.$emit('now');
      this.$nextTick(() => this.$refs.add.focus());
    },
  },
};
