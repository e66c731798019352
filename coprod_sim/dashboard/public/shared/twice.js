// A double click, or a key that is held, is one press: what comes to stand under the pointer meanwhile is not pressed with it.

const SOON = 600; // ms
const NEAR = 6; // px
const PRIMARY = '.main, .predict-main';

let last = null; // what was pressed last, where and when

function again({ detail, clientX, clientY, timeStamp }) {
  // A click by a key or by a program has no place, and counts each time.
  if (!detail || !last) return false;
  if (detail > 1) return true;
  return timeStamp - last.at < SOON && Math.hypot(clientX - last.x, clientY - last.y) < NEAR;
}

const buttonOf = (event) => event.target.closest?.('button') ?? null;

document.addEventListener('click', (event) => {
  const button = buttonOf(event);
  const second = again(event) && last.button;
  const other = second && button !== last.button;
  const twice = second && event.detail > 1 && button?.matches(PRIMARY);
  if (event.detail) last = { button: other ? last.button : button, x: event.clientX, y: event.clientY, at: event.timeStamp };
  if (!other && !twice) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener('keydown', (event) => {
  if (event.repeat && ['Enter', ' '].includes(event.key) && buttonOf(event)?.matches(PRIMARY)) event.preventDefault();
}, true);

// Whoever has chosen something in between has not clicked twice.
document.addEventListener('change', () => { last = null; }, true);
