import { beforeAll, describe, expect, it } from "vitest";
import { leap, openJourney } from "./journey.ts";

const journey = openJourney();
const NOW = "2026-11-24T12:00:00.000Z";

async function ask(body: unknown): Promise<{ status: number; answer: Record<string, unknown> }> {
  const response = await fetch(`${journey.house.address.app}/_local/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

describe("business time", () => {
  beforeAll(() => leap(journey, NOW));

  it("moves forward, with nothing left unread by streams", async () => {
    const { status, answer } = await ask({ at: "2026-11-24T12:30:00Z" });
    expect(status).toBe(200);
    expect(answer["now"]).toMatch(/^2026-11-24T12:30:0/);
  });

  it("moves backwards only on purpose, because sealed days take no more links", async () => {
    const { status, answer } = await ask({ at: "2026-11-23T12:00:00Z" });
    expect(status).toBe(409);
    expect(answer["message"]).toContain("time moves forward");
    expect((await ask({ at: NOW, backwards: true })).status).toBe(200);
  });

  it("says what an instant looks like", async () => {
    for (const at of ["tomorrow", "2026-13-40T00:00:00Z", 5]) {
      const { status, answer } = await ask({ at });
      expect(status).toBe(400);
      expect(answer["message"]).toContain('{"at":"2026-11-24T09:00:00Z"}');
    }
  });
});
