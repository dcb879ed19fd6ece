import { expect, it } from "vitest";
import { settle } from "./settle.ts";

it("hurries the streams and ends when everything is read and delivered", async () => {
  const hurried: number[] = [];
  const left = [
    { streams: { Archive: 1 }, invocations: 0, deliveries: 0 },
    { streams: {}, invocations: 2, deliveries: 0 },
    { streams: {}, invocations: 0, deliveries: 1 },
    { streams: {}, invocations: 0, deliveries: 0 },
  ];
  let asked = 0;
  await settle({ hurry: (milliseconds) => hurried.push(milliseconds) }, () => {
    const now = left[asked] ?? { streams: {}, invocations: 1, deliveries: 0 };
    asked += 1;
    return now;
  });
  expect(asked).toBe(left.length);
  expect(hurried).toEqual([5000]);
});
