import { MutationObserver, QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { guarded, pressGuard } from "./press-guard.ts";

function pressed(answer: () => Promise<string>) {
  const said: string[] = [];
  const guard = pressGuard();
  const mutation = new MutationObserver(new QueryClient(), {
    mutationFn: (text: string) => {
      said.push(text);
      return answer();
    },
    onSettled: guard.leave,
  });
  const press = guarded(guard, (text: string) => mutation.mutate(text).catch(() => "failed"));
  return { said, press };
}

it("makes one thing of a double click", async () => {
  const { said, press } = pressed(async () => "done");
  const first = press("Hello");
  expect(press("Hello")).toBeUndefined();
  await first;
  expect(said).toEqual(["Hello"]);
});

it("takes the next press once the one before is settled, also after a failure", async () => {
  const { said, press } = pressed(() => Promise.reject(new Error("no")));
  await press("first");
  await press("second");
  expect(said).toEqual(["first", "second"]);
});
