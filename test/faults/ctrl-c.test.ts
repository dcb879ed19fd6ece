import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { until } from "../journeys/house.ts";
import { enginePid, killNow, type Place, placeFor, processesOf } from "./stack.ts";

const FIVE_SECONDS = 5000;

let place: Place;
beforeEach(async () => {
  await synthesizeIfChanged();
  place = await placeFor(mkdtempSync(join(tmpdir(), "ctrl-c-")));
});
afterEach(() => {
  for (const line of processesOf(place.dataDir)) killNow(Number.parseInt(line, 10));
  rmSync(place.dataDir, { recursive: true, force: true });
});

function isFree(address: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(Number(new URL(address).port), "127.0.0.1", () => probe.close(() => done(true)));
  });
}

/** Waits until nothing is left of a stack: children need a moment to be gone after their parent. */
async function expectNothingLeft(): Promise<void> {
  await until(
    `the end of ${processesOf(place.dataDir).join("; ")}`,
    async () => (processesOf(place.dataDir).length === 0 ? true : undefined),
    5,
  );
  for (const address of Object.values(place.address)) expect(await isFree(address), address).toBe(true);
}

describe("Ctrl-C", () => {
  it("ends a stack within five seconds with exit code 0, no process and no port left", async () => {
    const stack = place.start();
    await stack.ready;
    expect(processesOf(place.dataDir).length).toBeGreaterThan(1);
    const pressedAt = Date.now();
    // a terminal tells the whole group, the engine too
    stack.signalGroup("SIGINT");
    expect(await stack.ended).toBe(0);
    expect(Date.now() - pressedAt).toBeLessThan(FIVE_SECONDS);
    await expectNothingLeft();
    const complaints = stack
      .output()
      .split("\n")
      .filter((line) => line.startsWith("! "));
    expect(complaints).toEqual([]);
  });

  it("ends a stack that is starting as soon as it has started", async () => {
    const stack = place.start();
    await until("the engine", async () => enginePid(place.dataDir));
    stack.signal("SIGINT");
    expect(await stack.ended).toBe(0);
    expect(stack.output()).not.toContain("Invito is ready");
    await expectNothingLeft();
  });

  it("pressed twice does not wait for what hangs, and leaves nothing behind", async () => {
    const stack = place.start();
    await stack.ready;
    const engine = enginePid(place.dataDir);
    if (engine === undefined) throw new Error("there is no engine");
    // stopped, it does not hear that it shall end
    process.kill(engine, "SIGSTOP");
    stack.signal("SIGINT");
    await until("the sites' end", async () => ((await isFree(place.address.app)) ? true : undefined));
    const pressedAt = Date.now();
    stack.signal("SIGINT");
    expect(await stack.ended).toBe(130);
    expect(Date.now() - pressedAt).toBeLessThan(FIVE_SECONDS);
    await expectNothingLeft();
  });

  it("keeps the state: what was there is there at the next start", async () => {
    const first = place.start(["--at", "2026-11-24T10:00:00Z"]);
    await first.ready;
    first.signal("SIGINT");
    expect(await first.ended).toBe(0);
    const second = place.start();
    await second.ready;
    const clock = (await (await fetch(`${place.address.app}/_local/clock`)).json()) as { now: string };
    expect(clock.now).toMatch(/^2026-11-24T10:0/);
    second.signal("SIGTERM");
    expect(await second.ended).toBe(0);
    await expectNothingLeft();
  });
});
