// Comfort for pages that work without it; at most 4 kB.
(() => {
  const on = (type, listener) => document.addEventListener(type, listener);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Menus and glossary terms close from outside, by Escape, and when focus moves on.
  const open = () => all('details[data-menu][open], .term[open]');
  const holds = (menu, part) =>
    menu.contains(part) || (menu.matches('.drawer') && menu.nextElementSibling.contains(part));
  const closeOthers = ({ target }) => open().forEach((menu) => holds(menu, target) || (menu.open = false));
  on('focusin', closeOthers);
  on('keydown', (event) => {
    const { key, target } = event;
    const menu = target.closest('details[data-menu]');
    if (key === 'Escape') {
      open().forEach((each) => {
        if (holds(each, target)) each.querySelector('summary').focus();
        each.open = false;
      });
    } else if (menu && /^Arrow(Down|Up)$/.test(key)) {
      event.preventDefault();
      menu.open = true;
      const items = all('.menu-panel :is(a, button)', menu).filter((item) => item.offsetParent);
      const up = key === 'ArrowUp';
      const at = Math.max(items.indexOf(target), up ? 0 : -1);
      if (items[0]) items[(at + (up ? items.length - 1 : 1)) % items.length].focus();
    }
  });

  on('click', (event) => {
    closeOthers(event);
    const hit = (name) => event.target.closest(`[data-${name}]`);
    const eye = hit('password');
    if (eye) {
      const { type } = eye.previousElementSibling;
      const word = eye.querySelector('[data-btn-label]');
      eye.previousElementSibling.type = type === 'text' ? 'password' : 'text';
      [word.textContent, eye.dataset.hideLabel] = [eye.dataset.hideLabel, word.textContent];
    }
    if (hit('print')) window.print();
    if (hit('dismiss')) hit('dismiss').parentElement.remove();
    const opener = hit('dialog');
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog && !event.ctrlKey) {
      event.preventDefault();
      dialog.showModal();
    }
  });

  // data-check: which boxes this one ticks.
  on('change', ({ target }) => {
    if (target.dataset.check) all(target.dataset.check).forEach((box) => (box.checked = target.checked));
  });

  // A form under way: its button says so, a second press does nothing, for 15 s or until one comes back.
  // Forms that answer with a file opt out.
  const sent = new Map();
  const free = (form) => {
    if (sent.has(form)) sent.get(form)();
    sent.delete(form);
  };
  on('submit', (event) => {
    const { target: form, submitter } = event;
    if (form.getAttribute('method') !== 'post' || 'noBusy' in form.dataset) return;
    if (sent.has(form)) return event.preventDefault();
    // Later: a hydrated page may take it over.
    setTimeout(() => {
      if (event.defaultPrevented || !submitter || submitter.formMethod === 'dialog') return;
      const word = submitter.querySelector('[data-btn-label]') || {};
      const before = word.textContent;
      submitter.style.minWidth = `${submitter.offsetWidth}px`;
      submitter.setAttribute('aria-busy', 'true');
      word.textContent = submitter.dataset.busyLabel || before;
      sent.set(form, () => {
        submitter.removeAttribute('aria-busy');
        word.textContent = before;
      });
      setTimeout(free, 15000, form);
    });
  });
  window.addEventListener('pageshow', () => [...sent.keys()].forEach(free));

  // A table that fits needs no scrolling box and no tab stop; its head can stick.
  const fit = () =>
    all('.table-scroll').forEach((box) => {
      box.classList.remove('fits');
      const fits = box.scrollWidth <= box.clientWidth;
      box.classList.toggle('fits', fits);
      box.tabIndex = fits ? -1 : 0;
    });
  window.addEventListener('resize', fit);
  document.fonts.ready.then(fit);

  // Of no use without script:
  all('[data-password], [data-print], [data-dismiss]').forEach((part) => (part.hidden = false));
  all('[data-error-summary]').forEach((summary) => summary.focus());
})();
