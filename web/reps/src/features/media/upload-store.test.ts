import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AnswerLost, ApiProblem, type CallName, type Client } from "../../../../client/client.ts";
import { rememberedUpload, rememberUpload } from "./remembered-upload.ts";
import { clearUpload, currentUpload, findLeftUpload, giveUpUpload, startUpload } from "./upload-store.ts";

const LEFT = { assetId: "ast_1", name: "film.mp4", size: 14, modified: 7 };
const STANDING = {
  assetId: "ast_1",
  fileName: "film.mp4",
  state: "awaiting_upload",
  bytes: 14,
  partBytes: 4,
  arrived: [{ number: 1, bytes: 4 }],
};
const status =
  (code: number, word: "unavailable" | "wrong_state" = "unavailable") =>
  () =>
    Promise.reject(
      new ApiProblem({
        type: "urn",
        title: "No",
        status: code,
        code: word,
        detail: "No.",
        requestId: "",
      }),
    );
const lost = () => Promise.reject(new AnswerLost("same"));

function clientOf(answers: Partial<Record<CallName, () => Promise<unknown>>>): Client {
  const call = (name: CallName) => answers[name]?.() ?? Promise.reject(new Error(`${name} was not expected`));
  return { call: call as Client["call"] };
}

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  clearUpload();
  rememberUpload(LEFT);
});
afterEach(() => vi.unstubAllGlobals());

describe("an upload that an earlier page left behind", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["the service is not available", status(503)],
    ["the line is down", lost],
  ])("is kept while %s, and found at the next try", async (_, failure) => {
    await findLeftUpload(clientOf({ readParts: failure }));
    expect(rememberedUpload()).toEqual(LEFT);
    expect(currentUpload()).toMatchObject({ step: "left", name: "film.mp4", bytes: 14 });
    await findLeftUpload(clientOf({ readParts: async () => STANDING }));
    expect(currentUpload()).toMatchObject({ step: "paused", sent: 4, fileGone: true });
  });

  it("is forgotten when the other side knows of none", async () => {
    await findLeftUpload(clientOf({ readParts: status(404) }));
    expect(rememberedUpload()).toBeUndefined();
    expect(currentUpload()).toEqual({ step: "none" });
  });

  it("does not keep the same file from beginning anew when its parts are gone", async () => {
    const chosen = new File(["aaaabbbbccccdd"], LEFT.name, {
      lastModified: LEFT.modified,
      type: "video/mp4",
    });
    const startPartedUpload = vi.fn(status(503));
    await startUpload(clientOf({ readParts: status(404), startPartedUpload }), chosen);
    expect(startPartedUpload).toHaveBeenCalledOnce();
  });
});

describe("giving an upload up", () => {
  beforeEach(() => findLeftUpload(clientOf({ readParts: async () => STANDING })));

  it("without a line leaves it paused, says why, and can be done once more", async () => {
    await giveUpUpload(clientOf({ giveUpUpload: lost }));
    expect(currentUpload()).toMatchObject({ step: "paused", sent: 4, error: { name: "AnswerLost" } });
    expect(rememberedUpload()).toEqual(LEFT);
    await giveUpUpload(clientOf({ giveUpUpload: async () => undefined }));
    expect(currentUpload()).toEqual({ step: "none" });
    expect(rememberedUpload()).toBeUndefined();
  });

  it("is done when an earlier try was, whose answer was lost", async () => {
    const givenUp = { ...STANDING, state: "failed", arrived: [] };
    const answers = { giveUpUpload: status(409, "wrong_state"), readParts: async () => givenUp };
    await giveUpUpload(clientOf(answers));
    expect(currentUpload()).toEqual({ step: "none" });
    expect(rememberedUpload()).toBeUndefined();
  });

  it("is done when there is nothing left to give up", async () => {
    await giveUpUpload(clientOf({ giveUpUpload: status(404) }));
    expect(currentUpload()).toEqual({ step: "none" });
  });
});
