import { describe, expect, it } from "vitest";
import { AnswerLost, ApiProblem } from "../../../../client/client.ts";
import type { Message } from "./message-words.ts";
import { takeBack } from "./take-back.ts";

const DUE = 30_000;
const lost = () => Promise.reject(new AnswerLost("same"));
const refused = (status: number, code: "wrong_state" | "not_allowed") =>
  Promise.reject(new ApiProblem({ type: "urn", title: "No", status, code, detail: "No.", requestId: "" }));

/** A clock that moves only by resting, and answers by what it shows. */
function world(cancel: (now: number) => Promise<unknown>, state: (now: number) => Promise<Message["state"]>) {
  let now = 0;
  const said: string[] = [];
  const tried: number[] = [];
  const deps = {
    cancel: () => {
      tried.push(now);
      return cancel(now);
    },
    state: () => state(now),
    now: () => now,
    rest: async (milliseconds: number) => {
      now += milliseconds;
    },
    say: (text: string) => void said.push(text),
  };
  return { deps, said, tried };
}

describe("taking a message back", () => {
  it("says so when the server did", async () => {
    const { deps, tried } = world(
      async () => undefined,
      async () => "cancelled",
    );
    expect(await takeBack(deps, DUE)).toBe("Taken back. Nothing was sent.");
    expect(tried).toHaveLength(1);
  });

  it("goes on over a lost line and counts down, never claiming that nothing was sent", async () => {
    const { deps, said } = world(
      (now) => (now < 6000 ? lost() : Promise.resolve()),
      async () => "cancelled",
    );
    expect(await takeBack(deps, DUE)).toBe("Taken back. Nothing was sent.");
    expect(said.slice(0, 3)).toEqual([
      "It leaves in 30 s; trying to take it back.",
      "It leaves in 28 s; trying to take it back.",
      "It leaves in 26 s; trying to take it back.",
    ]);
  });

  it("tries until the time is over and then reads what became of it", async () => {
    const { deps, said, tried } = world(lost, (now) => (now < 60_000 ? lost() : Promise.resolve("sent")));
    expect(await takeBack(deps, DUE)).toBe("Too late: it was handed over already and cannot be taken back.");
    expect(tried.at(-1)).toBe(DUE);
    expect(said).toContain("We cannot tell yet whether it left: the line is down. Asking again.");
    expect(said.join()).not.toContain("Nothing was sent");
  });

  it("knows its own success again when only the answer was lost", async () => {
    const { deps } = world(
      (now) => (now === 0 ? lost() : refused(409, "wrong_state")),
      async () => "cancelled",
    );
    expect(await takeBack(deps, DUE)).toBe("Taken back. Nothing was sent.");
  });

  it("takes back what still waits after its time", async () => {
    const { deps } = world(
      (now) => (now <= DUE ? lost() : Promise.resolve()),
      (now) => (now <= DUE ? lost() : Promise.resolve("queued")),
    );
    expect(await takeBack(deps, DUE)).toBe("Taken back. Nothing was sent.");
  });

  it("stops at a refusal", async () => {
    const { deps, tried } = world(() => refused(403, "not_allowed"), lost);
    expect(await takeBack(deps, DUE)).toBe("It could not be taken back. No.");
    expect(tried).toHaveLength(1);
  });

  it("says in the end that it does not know, when the line stays down", async () => {
    const { deps } = world(lost, lost);
    expect(await takeBack(deps, DUE)).toContain("We could not learn whether it left.");
  });
});
