// A dialog on the browser's own <dialog>: focus moves in and stays in, Esc closes it, and focus goes back to where it was.

import { byPointer, focusPage } from './hands.js';

/** @type {Component} */
export const Dialog = {
  props: ['title', 'name', 'words'],
  template: `
    <dialog ref="box" class="dialog" :aria-labelledby="name + '-title'" :data-testid="name" @cancel.self.prevent="close" @close="close" @click.self="close">
      <div class="dialog-inner">
        <div class="dialog-head">
          <h2 :id="name + '-title'" tabindex="-1" ref="title">{{ title }}</h2>
          <button type="button" class="quiet" :data-testid="name + '-close'" @click="close">{{ words.close }}</button>
        </div>
        <slot></slot>
      </div>
    </dialog>`,
  mounted() {
    this.opener = byPointer() ? null : document.activeElement;
    this.$refs.box.showModal();
    this.$refs.title.focus();
  },
  beforeDestroy() {
    if (this.$refs.box.open) this.$refs.box.close();
    if (this.opener?.isConnected) this.opener.focus();
    else focusPage();
  },
  methods: {
    // At once, for Esc too: the browser tells of a closed dialog later, and until then its button has the focus again.
    close() {
      this.$emit('close');
    },
  },
};
