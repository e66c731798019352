// Whether somebody works with a pointer or with keys just now.
// A pressed button keeps the focus, and would hear Space next; so after a press with the mouse the focus goes to the page,
// where Space plays.  Who works with keys keeps the focus where it is.

let pointer = false;

document.addEventListener('pointerdown', () => { pointer = true; }, true);
document.addEventListener('keydown', () => { pointer = false; }, true);

export const byPointer = () => pointer;

export function focusPage() {
  /** @type {HTMLElement} */ (document.querySelector('.present main'))?.focus({ preventScroll: true });
}
