import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ENGAGEMENT_EXPORT_COLUMNS } from "../shared/contracts/lake.ts";
import { DATA_DICTIONARY, dataDictionary } from "./data-dictionary.ts";
import { resourcesOf } from "./testing/templates.ts";

it("docs/data-dictionary.md is current; npm run data-dictionary writes it", () => {
  expect(readFileSync(DATA_DICTIONARY, "utf8")).toBe(dataDictionary());
});

it("Glue's table has exactly the columns of the dictionary, and the partition that it explains", () => {
  const [table, ...others] = resourcesOf("AWS::Glue::Table");
  expect(others).toEqual([]);
  const names = ENGAGEMENT_EXPORT_COLUMNS.map(({ name, type, comment }) => ({
    Name: name,
    Type: type,
    Comment: comment,
  }));
  expect(table?.properties).toMatchObject({
    TableInput: { StorageDescriptor: { Columns: names }, PartitionKeys: [{ Name: "week", Type: "string" }] },
  });
});
