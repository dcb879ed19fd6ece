import { expect, it } from "vitest";
import { judgeDocument } from "../../../functions/media/judge-document.ts";
import { DOCUMENTS, makeDocument } from "./documents.ts";

it("writes documents of one page that the house itself accepts", async () => {
  for (const document of Object.values(DOCUMENTS)) {
    const bytes = new Uint8Array(await makeDocument(document).arrayBuffer());
    expect(judgeDocument(bytes)).toEqual({ kind: "accepted", pages: 1 });
    expect(document.foot).toContain("fictional");
  }
});
