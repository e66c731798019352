// Links of the pages as one file has them: what stands behind the # of its address names the page, and parts of a page are shown by scrolling.

const rooted = (link) => link.getAttribute('href')?.startsWith('/');

function rewrite(root) {
  const links = root.querySelectorAll?.('a[href^="/"]') ?? [];
  for (const link of [...(root.matches?.('a[href^="/"]') ? [root] : []), ...links]) link.setAttribute('href', `#${link.getAttribute('href')}`);
}

// Lets every link to a page lead into this file, also those that are drawn later.
function followDrawing() {
  const seen = new MutationObserver((changes) => {
    for (const { target, type, addedNodes } of changes) {
      if (type === 'attributes') rewrite(target);
      else addedNodes.forEach(rewrite);
    }
  });
  seen.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['href'] });
}

// A link to a part of the page goes there, and leaves the address as it is.
function show(event) {
  const link = event.target.closest?.('a[href^="#"]');
  const name = link?.getAttribute('href').slice(1);
  if (!link || rooted(link) || name.startsWith('/') || event.defaultPrevented) return;
  event.preventDefault();
  const part = document.getElementById(name);
  if (!part) return;
  part.scrollIntoView();
  if (!part.hasAttribute('tabindex')) part.setAttribute('tabindex', '-1');
  part.focus({ preventScroll: true });
}

export function joinLinks() {
  followDrawing();
  document.addEventListener('click', show);
}
