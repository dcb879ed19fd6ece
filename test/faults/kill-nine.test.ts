import { expect, it } from "vitest";
import { synthesizeIfChanged } from "../../local/start/synthesis.ts";
import { runKillNine } from "./kill-run.ts";

/** Short, so that every run of the tests has it; `npm run kill-test` goes on for longer and with other seeds. */
const MOMENTS = 3;

it("a stack that is killed without warning loses nothing it acknowledged and sends nothing twice", async () => {
  await synthesizeIfChanged();
  const told: string[] = [];
  const { losses, messages } = await runKillNine({
    moments: MOMENTS,
    seed: 1,
    clients: 6,
    mostRequests: 50,
    tell: (line) => told.push(line),
  });
  expect(losses, told.join("\n")).toEqual([]);
  expect(messages["delivered"], told.join("\n")).toBeGreaterThan(5);
}, 300_000);
