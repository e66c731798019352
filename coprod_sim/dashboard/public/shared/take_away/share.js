// Sharing: the link, and files to take away: pictures, numbers and the scenario.

import { fill } from '../fill.js';
import { Dialog } from '../dialogs/dialog.js';
import { chartsPicture, townPicture } from './png.js';
import { proofOf } from './proof.js';
import { sessionPack } from './session_pack.js';
import { lastInFiles } from '../seen.js';
import { ask } from '../setup.js';
import { store, wayName } from '../store.js';
import { addressWith } from '../where.js';

export function save(content, name, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// The address of this state: the scenario as the server wrote it, where this page stands in it, and the proof of its numbers.
export function address() {
  const query = new URLSearchParams({ v: '1', s: store.run.link, at: String(store.month), view: store.view, ...proofOf(store.run) });
  return addressWith(query);
}

export const fileName = (kind, ending) => `coprod-sim-${store.run.version}-${kind}-${store.run.hash}.${ending}`;

function aboutPicture() {
  const { words, run } = store;
  const settings = fill(words.share.settings, { a: wayName(0), b: wayName(1), n: run.people.families, changes: run.changes.length });
  return { title: run.setup.title || words.share.picture_title, settings, luck: run.luck, version: run.version, date: new Date().toLocaleDateString('en-GB') };
}

/** @type {Component} */
export const ShareDialog = {
  components: { Dialog },
  template: `
    <Dialog name="share" :title="words.title" :words="store.words.dialog" @close="$emit('close')">
      <div class="field"><label for="share-link">{{ words.link }}</label>
        <div class="row"><input id="share-link" data-testid="share-link" readonly :value="link" @focus="$event.target.select()">
        <button type="button" class="main" data-testid="copy-link" @click="copy">{{ copied ? words.copied : words.copy }}</button></div>
        <p class="note">{{ words.link_note }}</p></div>
      <h3>{{ words.take }}</h3>
      <div class="actions">
        <button type="button" data-testid="png-charts" @click="picture('charts')">{{ words.png_charts }}</button>
        <button type="button" data-testid="png-town" @click="picture('town')">{{ words.png_town }}</button>
        <button type="button" data-testid="csv" :disabled="!store.online" @click="numbers">{{ words.csv }}</button>
        <button type="button" data-testid="json" @click="scenario">{{ words.json }}</button>
        <button type="button" data-testid="pack" @click="pack">{{ words.pack }}</button>
      </div>
      <p class="note">{{ words.pack_note }}</p>
      <div class="field"><label for="share-open">{{ words.open }}</label>
        <input id="share-open" type="file" accept=".json,application/json" data-testid="open-file" :disabled="!store.online" @change="read($event.target.files[0])">
        <p v-if="fault" class="note fault">{{ fault }}</p></div>
      <p class="note">{{ about }}</p>
    </Dialog>`,
  data: () => ({ store, copied: false, fault: '' }),
  computed: {
    words: () => store.words.share,
    link: address,
    about: () => fill(store.words.share.about, { version: store.run.version, hash: store.run.hash, results: store.run.results }),
  },
  methods: {
    async copy() {
      try {
        await navigator.clipboard.writeText(this.link);
      } catch {
        // Without leave to use the clipboard the link stands marked in its box, ready for Ctrl+C.
        /** @type {HTMLInputElement} */ (document.getElementById('share-link')).select();
        document.execCommand('copy');
      }
      this.copied = true;
      this.$emit('say', this.words.copied);
    },
    async picture(kind) {
      const draw = kind === 'charts' ? chartsPicture : townPicture;
      save(await draw(store, aboutPicture()), fileName(kind, 'png'), 'image/png');
    },
    numbers() {
      ask({ kind: 'csv', until: lastInFiles() });
    },
    scenario() {
      save(store.run.file, fileName('scenario', 'json'), 'application/json');
    },
    async pack() {
      save(await sessionPack(this.link, aboutPicture()), fileName('session', 'zip'), 'application/zip');
    },
    async read(file) {
      if (!file) return;
      if (file.size > 1e6) {
        this.fault = this.words.too_big;
        return;
      }
      ask({ kind: 'file', text: await file.text() });
      this.$emit('close');
    },
  },
};
