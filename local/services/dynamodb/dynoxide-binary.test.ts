import { accessSync, constants } from "node:fs";
import { expect, test } from "vitest";
import { dynoxideBinary } from "./dynoxide-binary.ts";

test("the engine of this machine can be executed", () => {
  accessSync(dynoxideBinary(), constants.X_OK);
});

test("a platform without an engine is told the way out", () => {
  expect(() => dynoxideBinary("sunos-x64")).toThrow(
    /no DynamoDB engine for sunos-x64.*set DYNAMODB_ENDPOINT/s,
  );
});
