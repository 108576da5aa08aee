// A page whose state moves on by itself: the parts marked data-live are fetched again and put in place, until no part
// says data-live-open any more. For 20 minutes at most, so that a page left open does not keep its session alive.
(() => {
  const started = Date.now();
  const tick = async () => {
    if (!document.querySelector('[data-live-open]')) return;
    const age = Date.now() - started;
    if (age > 1200000) return;
    if (document.visibilityState === 'visible') {
      try {
        const response = await fetch(window.location.href);
        if (!response.ok || response.redirected) return;
        const page = new window.DOMParser().parseFromString(await response.text(), 'text/html');
        document.querySelectorAll('[data-live]').forEach((part) => {
          const next = page.getElementById(part.id);
          if (!next || next.innerHTML === part.innerHTML) return;
          const hadFocus = part.contains(document.activeElement);
          part.replaceChildren(...next.childNodes);
          if (hadFocus) part.focus();
        });
      } catch {
        // Out of reach for a moment: what is shown stays, and the next round tries again.
      }
    }
    setTimeout(tick, age < 60000 ? 2000 : 10000);
  };
  setTimeout(tick, 2000);
})();
