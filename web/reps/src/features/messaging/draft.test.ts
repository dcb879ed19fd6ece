import { describe, expect, it } from "vitest";
import { dropDraft, readDraft, type Store, writeDraft } from "./draft.ts";

function memory(): Store {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

describe("a draft", () => {
  it("comes back with its key for the same user and HCP, and for nobody else", () => {
    const store = memory();
    const draft = { key: "k1", channel: "email", at: "2026-11-24T10:00:00.000Z" } as const;
    writeDraft(store, "ana", "hcp_1", draft);
    expect(readDraft(store, "ana", "hcp_1", () => "new")).toEqual(draft);
    expect(readDraft(store, "ben", "hcp_1", () => "new")).toEqual({ key: "new" });
    dropDraft(store, "ana", "hcp_1");
    expect(readDraft(store, "ana", "hcp_1", () => "new")).toEqual({ key: "new" });
  });

  it("is a fresh one when what is kept makes no sense or nothing can be kept", () => {
    const store = memory();
    store.setItem("invito.draft.ana.hcp_1", '{"key":"k","at":"soon"}');
    expect(readDraft(store, "ana", "hcp_1", () => "new")).toEqual({ key: "new" });
    store.setItem("invito.draft.ana.hcp_1", "{");
    expect(readDraft(store, "ana", "hcp_1", () => "new")).toEqual({ key: "new" });
    const broken: Store = {
      ...store,
      setItem: () => {
        throw new Error("quota");
      },
    };
    expect(() => writeDraft(broken, "ana", "hcp_1", { key: "k" })).not.toThrow();
  });
});
