// The end of a session: a warning five minutes before, and what to do afterwards; at most 3 kB.
(() => {
  const WARN = 300;
  const KEY = 'thao-session-end';
  const part = (name) => document.querySelector(`[data-session="${name}"]`);
  const box = document.querySelector('[data-session-end]');

  // Signing in again without leaving the page, then sending what was kept.
  const again = document.querySelector('[data-sign-in-again]');
  if (again) {
    again.hidden = false;
    again.querySelector('input').focus();
    again.addEventListener('submit', async (event) => {
      event.preventDefault();
      const say = (text) => (again.querySelector('[role=alert]').textContent = text);
      try {
        const response = await fetch('/sign-in/in-place', {
          method: 'POST',
          body: new window.URLSearchParams(new window.FormData(again)),
        });
        const answer = await response.json();
        if (answer.ok) return document.getElementById('kept-form').submit();
        const { wait, wrong, elsewhere } = again.dataset;
        if (answer.seconds) say(wait.replace('%', answer.seconds));
        else say(answer.code === 'wrong_sign_in' ? wrong : elsewhere);
      } catch {
        say(again.dataset.elsewhere);
      }
    });
  }
  if (!box) return;

  // Tabs share one session: whichever page came last knows when it ends.
  let end = 0;
  let timer = 0;
  const remember = (seconds) => {
    end = Date.now() + seconds * 1000;
    try {
      window.localStorage.setItem(KEY, String(end));
    } catch {
      // Without storage each tab goes by itself.
    }
    look();
  };
  const look = () => {
    window.clearTimeout(timer);
    const left = (end - Date.now()) / 1000;
    part('soon').hidden = left > WARN || left <= 0;
    part('over').hidden = left > 0;
    if (left > 0) timer = setTimeout(look, Math.min(left > WARN ? left - WARN : left, 3600) * 1000 + 200);
  };
  const touch = async () => {
    part('offline').hidden = true;
    try {
      const response = await fetch('/session/touch', { method: 'POST' });
      if (response.ok) remember((await response.json()).seconds);
      else if (response.status === 401) {
        end = 0;
        look();
      } else part('offline').hidden = false;
    } catch {
      part('offline').hidden = false;
    }
  };

  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === KEY && newValue) {
      end = Number(newValue);
      look();
    }
  });
  document.addEventListener('visibilitychange', () => document.hidden || look());
  // A page out of the browser's memory brings back its old count.
  window.addEventListener('pageshow', (event) => event.persisted && look());
  part('stay').addEventListener('click', touch);
  remember(Number(box.dataset.sessionEnd));
})();
