// Forms in a frame that may send none (a sandbox without allow-forms): there, a browser does not even say that one was to be sent.
// No form of ours is sent anywhere: its page listens, and goes on.

function sent(event) {
  const button = event.target.closest?.('button');
  if (!button?.form || button.type !== 'submit' || event.defaultPrevented) return;
  event.preventDefault();
  if (button.form.noValidate || button.form.reportValidity()) button.form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
}

// The Enter key in a box presses the button of its form, so it comes here, too.
export function hearForms() {
  document.addEventListener('click', sent);
}
