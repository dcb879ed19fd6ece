import { PressEvidence } from "./press-evidence.ts";

/**
 * Notes how the gate's button is pressed and sends it with the form: nothing before, and nothing else. Whoever has no
 * script gets in the same way; only that it was a person is then known by nobody (domain-rules 3.5).
 */
function watchGate(): void {
  const field = (name: string) => document.querySelector<HTMLInputElement>(`input[name=${name}]`);
  const by = field("pressed_by");
  const dwell = field("dwell_ms");
  const press = new PressEvidence();
  const look = () => press.look(document.visibilityState === "visible", performance.now());
  look();
  document.addEventListener("visibilitychange", look);
  document.addEventListener("click", (event) => press.click(event), true);
  by?.form?.addEventListener("submit", () => {
    const seen = press.at(performance.now());
    by.value = seen.pressedBy;
    if (dwell !== null) dwell.value = String(seen.dwellMs);
  });
}

watchGate();
