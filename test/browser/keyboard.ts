import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What has the focus: its name as a reader hears it, more or less, and whether it looks different for having it. */
async function focused(page: Page): Promise<{ readonly name: string; readonly ring: boolean } | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return undefined;
    // the focus is inside, on what another document draws
    if (element instanceof HTMLIFrameElement) return { name: element.title, ring: true };
    // or on one of the player's own buttons, which the browser marks itself
    if (element instanceof HTMLVideoElement) return { name: element.ariaLabel ?? "", ring: true };
    const labels = "labels" in element ? [...((element.labels as NodeListOf<HTMLElement> | null) ?? [])] : [];
    const named = (element.getAttribute("aria-labelledby") ?? "")
      .split(" ")
      .flatMap((id) => document.getElementById(id) ?? []);
    const words = [
      element.getAttribute("aria-label"),
      ...[...named, ...labels, element].map((one) => one.textContent),
    ];
    // the ring of a hidden radio button is drawn around its card, that of a field by the field's own edge
    const looks = () =>
      [element, ...labels, element.parentElement ?? element]
        .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, "::before")])
        .map(({ outline, boxShadow, borderColor }) => `${outline} ${boxShadow} ${borderColor}`)
        .join("\n");
    const before = looks();
    element.blur();
    const ring = looks() !== before;
    element.focus();
    return { name: words.join(" ").replace(/\s+/g, " ").trim(), ring };
  });
}

/** Presses Tab until the focus is on something with this name; each stop on the way shows where the focus is. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop === undefined) continue;
    expect(stop.ring, `the ring around "${stop.name}"`).toBe(true);
    if (name.test(stop.name)) return;
    passed.push(stop.name.slice(0, 30));
  }
  throw new Error(`the keyboard does not come to ${name}, only to ${[...new Set(passed)].join(" | ")}`);
}
