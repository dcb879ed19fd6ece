import { describe, expect, it } from "vitest";
import { API_GROUPS } from "../../shared/contracts/index.ts";
import { openApiDocument } from "./openapi.ts";

const document = openApiDocument(API_GROUPS);
const paths = document.paths as Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
>;

describe("the OpenAPI document", () => {
  it("has one operation for every endpoint", () => {
    for (const group of API_GROUPS) {
      for (const [name, endpoint] of Object.entries(group.endpoints)) {
        expect(paths[endpoint.path]?.[endpoint.method.toLowerCase()]?.operationId, endpoint.path).toBe(name);
      }
    }
  });

  it("gives every operation its own id, so that generated clients have one method each", () => {
    const ids = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names every parameter of a path", () => {
    for (const [path, operations] of Object.entries(paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(operations)) {
        const parameters = (operation.parameters ?? []) as { readonly name: string; readonly in: string }[];
        expect(
          parameters
            .filter((parameter) => parameter.in === "path")
            .map(({ name }) => name)
            .sort(),
          path,
        ).toEqual(names.sort());
      }
    }
  });

  it("says what a body can be refused for", () => {
    for (const operations of Object.values(paths)) {
      for (const { requestBody, responses } of Object.values(operations)) {
        const named = Object.keys(responses as object);
        expect(named.includes("415")).toBe(requestBody !== undefined);
        expect(named.includes("413")).toBe(requestBody !== undefined);
      }
    }
  });

  it("refers to nothing that it does not define", () => {
    const text = JSON.stringify(document);
    const references = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference));
    for (const reference of references) expect(["#/components/schemas/Problem"]).toContain(reference);
  });
});
