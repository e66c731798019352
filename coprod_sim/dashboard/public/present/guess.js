// The dialog in which the room guesses, and later sees what it had guessed.

import { Dialog } from '../shared/dialogs/dialog.js';
import { Predict } from './predict.js';
import { store } from '../shared/store.js';

/** @type {Component} */
export const GuessDialog = {
  components: { Dialog, Predict },
  template: `
    <Dialog name="guess-dialog" :title="store.words.controls['stage_' + store.stage]" :words="store.words.dialog" @close="$emit('close')">
      <Predict @marks="$emit('marks', $event)"/>
    </Dialog>`,
  data: () => ({ store }),
};
