// The rule lab: one equation of the model is read, changed, worked out for an example and tried in many towns.
// The worker of the edition without a server reads the text (worker/lab); here it is only shown and sent.

import { fill } from '../shared/fill.js';
import { announce } from '../shared/frame/status.js';
import { ask } from '../shared/setup.js';
import { store } from '../shared/store.js';
import { save } from '../shared/take_away/share.js';
import { LabExample } from './lab_example.js';
import { LabResult } from './lab_result.js';
import { plain } from './values.js';

const CHECK_AFTER = 300; // ms without a further key
const FIRST = 'power_released';

// What a reader was at, for the page draws the lab anew where the window grows or shrinks much.
/** @type {any} */
let draft = null;

/** @type {Component} */
export const Lab = {
  components: { LabExample, LabResult },
  props: ['known', 'lab'], // {rules, pairs, claims, settings}; {check, trial, file}
  template: `
    <details class="lab" data-testid="lab" :open="open" @toggle="open = $event.target === $el ? $el.open : open"><summary data-testid="lab-open"><h3>{{ words.title }}</h3></summary>
      <p v-if="!known" data-testid="lab-elsewhere">{{ words.elsewhere }}</p>
      <template v-else>
        <p>{{ words.intro }}</p>
        <p class="lab-choose"><label for="lab-rule">{{ words.choose }}</label>
          <select id="lab-rule" data-testid="lab-rule" v-model="name"><option v-for="one in known.rules" :key="one.name" :value="one.name">{{ words.rules[one.name][0] }}</option></select></p>
        <p data-testid="lab-says">{{ words.rules[name][1] }}</p>
        <label for="lab-text">{{ words.text }}</label>
        <textarea id="lab-text" data-testid="lab-text" v-model="text" spellcheck="false" autocapitalize="off" autocomplete="off" :rows="rows" aria-describedby="lab-help lab-fault" :aria-invalid="String(Boolean(fault))"></textarea>
        <p id="lab-help" class="note">{{ words.help }}</p>
        <p id="lab-fault" class="note fault" role="alert" data-testid="lab-fault">{{ fault }}</p>
        <details class="lab-names"><summary data-testid="lab-names">{{ words.names }}</summary>
          <ul><li v-for="line in names" :key="line.name"><code>{{ line.name }}</code> {{ line.meaning }}</li></ul><p>{{ words.par_help }}</p></details>
        <LabExample :rule="rule" :inputs="inputs" :check="check" @put="put"/>
        <p class="lab-buttons">
          <button type="button" class="main" data-testid="lab-try" :disabled="!ready || on" @click="tryIt">{{ tryText }}</button>
          <button v-if="on" type="button" data-testid="lab-stop" @click="stop">{{ words.stop }}</button>
          <button type="button" data-testid="lab-save" :disabled="!ready" @click="send('lab file')">{{ words.save }}</button>
          <button type="button" data-testid="lab-back" :disabled="text === rule.text" @click="putBack">{{ words.back }}</button></p>
        <p class="note">{{ saveHelp }}</p>
        <p role="status" aria-live="polite" data-testid="lab-status">{{ status }}</p>
        <LabResult v-if="shown" :trial="trial" :claims="known.claims"/>
      </template>
    </details>`,
  data() {
    const rule = this.known?.rules.find(({ name }) => name === FIRST);
    return { store, open: false, name: FIRST, text: rule?.text ?? '', inputs: { ...rule?.example.inputs }, ...draft };
  },
  computed: {
    words: () => store.words.explore.lab,
    rule() {
      return this.known.rules.find(({ name }) => name === this.name);
    },
    rows() {
      return Math.max(3, this.text.split('\n').length + 1);
    },
    check() {
      const check = this.lab?.check;
      return check && check.rule === this.name && check.text === this.text ? check : null;
    },
    fault() {
      return this.check?.fault?.text ?? '';
    },
    ready() {
      return Boolean(this.check) && !this.check.fault && store.online;
    },
    trial() {
      return this.lab?.trial ?? null;
    },
    on() {
      return Boolean(this.trial?.on);
    },
    // What was found is about the text that was tried, and no other.
    shown() {
      return this.trial && this.trial.rule === this.name && this.trial.text === this.text;
    },
    tryText() {
      return this.shown && !this.on ? this.words.try_again : fill(this.words.try, { n: this.known.pairs });
    },
    saveHelp() {
      return fill(this.words.save_help, { file: `${this.name}.py` });
    },
    names() {
      const inputs = this.rule.inputs.map((name) => ({ name, meaning: this.words.inputs[name] }));
      const used = [...new Set(this.rule.text.match(/par\.\w+/g) ?? [])].map((name) => ({ name, meaning: this.setting(name.slice(4)) }));
      return [...inputs, ...used];
    },
    // What is heard: not every step, but each half of the pairs, and every tenth claim.
    status() {
      const { trial, words } = this;
      if (!trial || trial.stray) return '';
      if (trial.stopped) return words.stopped;
      if (!trial.on) return fill(words.done, { n: trial.pairs });
      if (trial.done < trial.of) return fill(words.running, { done: trial.done - (trial.done % 5), of: trial.of });
      return fill(words.judging, { done: trial.judged - (trial.judged % 10), of: this.known.claims.can });
    },
  },
  watch: {
    name() {
      this.text = this.rule.text;
      this.inputs = { ...this.rule.example.inputs };
    },
    text: 'later',
    inputs: 'later',
    'lab.file': function written(file) {
      if (file) save(file.text, file.name, 'text/x-python');
    },
  },
  mounted() {
    if (this.known) this.send('lab check');
  },
  updated() {
    const { open, name, text, inputs } = this;
    draft = { open, name, text, inputs };
  },
  beforeDestroy() {
    clearTimeout(this.timer);
  },
  methods: {
    setting(name) {
      const { usual, low, high } = this.known.settings[name];
      const [title] = store.words.explore.names[name];
      return fill(this.words.setting, { name: title, usual: plain(usual), low: plain(low), high: plain(high) });
    },
    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send('lab check'), CHECK_AFTER);
    },
    send(kind) {
      ask({ kind, rule: this.name, text: this.text, inputs: this.inputs });
    },
    put({ name, number }) {
      this.inputs = { ...this.inputs, [name]: number };
    },
    tryIt() {
      this.send('lab try');
    },
    stop() {
      ask({ kind: 'lab stop' });
    },
    putBack() {
      this.text = this.rule.text;
      this.$el.querySelector('textarea').focus(); // the button rests from now on
      announce(this.words.was_back);
    },
  },
};
