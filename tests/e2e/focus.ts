import { expect, type Page } from '@playwright/test';

/* Where the keyboard is, as somebody in front of the screen sees it. */

interface Stop {
  /** Accessible name, near enough: label, aria-label or words. */
  name: string;
  type: string;
  /** A ring, a shadow or an outline stands around the element or, for a hidden input, around its label. */
  seen: boolean;
}

type Wanted = string | RegExp | ((stop: Stop) => boolean);

/** Presses Tab until the wanted stop has the focus; every stop before it must be seen, too. */
export async function tabTo(page: Page, wanted: Wanted, limit = 120): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < limit; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (stop.type === 'body') continue;
    expect(stop.seen, `focus on "${stop.name}" can be seen`).toBe(true);
    if (fits(stop, wanted)) return;
    passed.push(stop.name);
  }
  throw new Error(`no stop ${String(wanted)}; passed ${passed.join(' | ')}`);
}

/** The wanted stop has the focus now, or will in a moment. */
export async function expectSeen(page: Page, wanted: Wanted): Promise<void> {
  await expect(async () => {
    const stop = await focused(page);
    expect(stop.seen, `focus on "${stop.name}" can be seen`).toBe(true);
    expect(fits(stop, wanted), `focus is on "${stop.name}", wanted ${String(wanted)}`).toBe(true);
  }).toPass({ timeout: 3000 });
}

function fits(stop: Stop, wanted: Wanted): boolean {
  if (typeof wanted === 'function') return wanted(stop);
  return typeof wanted === 'string' ? stop.name === wanted : wanted.test(stop.name);
}

function focused(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const { activeElement: at } = document;
    if (!(at instanceof HTMLElement) || at === document.body) return { name: '', type: 'body', seen: true };
    const labels =
      at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? [...(at.labels ?? [])] : [];
    const words = (part: HTMLElement) => part.innerText.replace(/\s+/g, ' ').trim();
    const name =
      at.getAttribute('aria-label') ?? (labels.length > 0 ? labels.map(words).join(' ') : words(at));
    const seen = [at, ...labels].some((part) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
      const { width, height } = part.getBoundingClientRect();
      const marked = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
      return marked && width > 0 && height > 0 && part.checkVisibility();
    });
    return { name, type: (at as HTMLInputElement).type ?? at.tagName, seen };
  });
}
