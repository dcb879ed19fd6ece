import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { queriedPartition } from "./needed-actions.ts";
import { addedPaths, refuse } from "./refusals.ts";

describe("the paths of ADD and DELETE", () => {
  test.each<[string, string[]]>([
    ["SET a.b = :x", []],
    ["ADD a :x", ["a"]],
    ["ADD a.b :x, c[0] :y", ["a.b", "c[0]"]],
    ["SET #ADD = :x REMOVE d.e ADD #n :one DELETE s :set", ["#n", "s"]],
    ["add\n a.#b :x set c = :y", ["a.#b"]],
    ["SET additional = :x", []],
  ])("in %j are %j", (expression, paths) => {
    expect(addedPaths(expression).map(({ path }) => path)).toEqual(paths);
  });

  test("are refused exactly when one is nested, whatever stands around it", () => {
    const name = fc.stringMatching(/^[a-z#][a-z0-9_]{0,8}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.boolean(), (names, nested) => {
        const paths = names.map((each, index) => (nested && index === 0 ? `${each}.x` : each));
        const UpdateExpression = `SET q.r = :v ADD ${paths.map((path) => `${path} :v`).join(", ")} REMOVE z.y`;
        const check = () => refuse({ UpdateExpression });
        if (nested) expect(check).toThrow("top-level");
        else check();
      }),
    );
  });
});

describe("the partition of a query", () => {
  test.each<[string, string | undefined]>([
    ["pk = :v", "x"],
    [":v = #k and begins_with(sk, :s)", "x"],
    ["sk BETWEEN :a AND :b AND #k=:v", "x"],
    ["other = :v", undefined],
  ])("of %j is %j", (KeyConditionExpression, partition) => {
    const input = {
      KeyConditionExpression,
      ExpressionAttributeNames: { "#k": "pk" },
      ExpressionAttributeValues: { ":v": { S: "x" }, ":s": { S: "y" }, ":a": { S: "1" }, ":b": { S: "2" } },
    };
    expect(queriedPartition(input, "pk")).toBe(partition);
  });
});
