import { afterEach, describe, expect, it, vi } from "vitest";
import { AnswerLost, ApiProblem, makeClient } from "./client.ts";

const client = makeClient("https://app.example", async () => "token");
const comment = { params: { versionId: "ver_1" }, body: { text: "Hello" } };
const html = (status: number) =>
  new Response("<html>Bad gateway</html>", { status, headers: { "content-type": "text/html" } });
const coded = (status: number, code: string) =>
  Response.json(
    { type: `urn:invito:error:${code}`, title: "No", status, code, detail: "No.", requestId: "r" },
    { status },
  );

function answering(answer: () => Promise<Response>) {
  vi.stubGlobal("fetch", answer);
}
const failureOf = (call: Promise<unknown>) => call.then(() => undefined).catch((error: unknown) => error);

afterEach(() => vi.unstubAllGlobals());

describe("a call whose answer is lost", () => {
  it.each<[string, () => Promise<Response>]>([
    ["the line breaks", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["a gateway fails after it", () => Promise.resolve(html(502))],
    ["something fails in the middle", () => Promise.resolve(coded(500, "internal"))],
    ["the answer breaks off", () => Promise.resolve(new Response('{"commentId":', { status: 201 }))],
  ])("is not said to have changed nothing when %s", async (_, answer) => {
    answering(answer);
    const failure = await failureOf(client.call("addComment", comment));
    expect(failure).toMatchObject({ name: "AnswerLost", effect: "another" });
    expect(failure).toBeInstanceOf(TypeError);
  });

  it("may be tried again where a key, a revision or a state keeps it single", async () => {
    answering(() => Promise.resolve(html(504)));
    const failure = await failureOf(client.call("submitVersion", { params: { versionId: "ver_1" } }));
    expect(failure).toMatchObject({ effect: "same" });
  });

  it("changed nothing when it only reads", async () => {
    answering(() => Promise.reject(new TypeError("Failed to fetch")));
    const read = { params: { versionId: "ver_1" } };
    expect(await failureOf(client.call("listComments", read))).toMatchObject({ effect: "none" });
    answering(() => Promise.resolve(html(503)));
    expect(await failureOf(client.call("listComments", read))).toBeInstanceOf(ApiProblem);
  });
});

it("a refusal says what became of the call, also of a gateway that let nothing through", async () => {
  for (const answer of [coded(409, "conflict"), coded(503, "unavailable"), html(403)]) {
    answering(() => Promise.resolve(answer));
    const failure = await failureOf(client.call("addComment", comment));
    expect(failure).toBeInstanceOf(ApiProblem);
    expect(failure).not.toBeInstanceOf(AnswerLost);
  }
});
