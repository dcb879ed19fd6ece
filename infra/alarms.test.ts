import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { runbookAnchor } from "./constructs/alarm.ts";
import { logicalIdOf, resourcesOf } from "./testing/templates.ts";

const runbook = readFileSync(resolve(import.meta.dirname, "../docs/runbook.md"), "utf8");
const articles = new Map(
  runbook
    .split(/^## /m)
    .slice(1)
    .map((article) => [runbookAnchor(article.split("\n")[0] ?? ""), article]),
);
const described = () =>
  resourcesOf("AWS::CloudWatch::Alarm").map(({ id, properties }) => ({
    id,
    text: z.string().parse(properties.AlarmDescription),
    actions: properties.AlarmActions,
  }));

describe("alarms", () => {
  it("say how urgent they are, reach a person and name an article of the runbook", () => {
    expect(described().length).toBeGreaterThan(5);
    for (const { id, text, actions } of described()) {
      const match = /^\[(page|ticket)\] .+\. docs\/runbook\.md#([a-z0-9-]+)$/.exec(text);
      expect(match, `${id}: ${text}`).not.toBeNull();
      expect([...articles.keys()], id).toContain(match?.[2]);
      expect(actions, id).toHaveLength(1);
    }
  });

  it("have articles that describe, investigate and resolve", () => {
    for (const { text } of described()) {
      const article = articles.get(text.slice(text.indexOf("#") + 1)) ?? "";
      for (const part of ["### Description", "### Investigation", "### Resolution"])
        expect(article).toContain(part);
    }
  });

  it("watch every dead-letter queue", () => {
    const letters = resourcesOf("AWS::SQS::Queue").filter(({ id }) => id.includes("DeadLetters"));
    const watched = resourcesOf("AWS::CloudWatch::Alarm").flatMap(({ properties }) => {
      const dimensions = z
        .array(z.object({ Name: z.string(), Value: z.unknown() }))
        .optional()
        .parse(properties.Dimensions);
      return (dimensions ?? []).map(({ Value }) => logicalIdOf(Value));
    });
    expect(letters.length).toBeGreaterThan(3);
    for (const { id } of letters) expect(watched).toContain(id);
  });
});
