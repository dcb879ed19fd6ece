import { expect, it } from "vitest";
import type { TemplateText } from "../../shared/model/template.ts";
import { frameWords, NO_TOKEN } from "../../shared/model/template-frame.ts";
import { templateProblems } from "../../shared/model/template-lint.ts";
import { PIECES, textOf } from "./pieces.ts";
import { publishWordings } from "./wordings.ts";

it("the demo's templates pass every check, at the address of a laptop and of a company", async () => {
  const written: TemplateText[] = [];
  await publishWordings(() => async (_method, _path, body) => {
    const text = body as TemplateText;
    if (text?.name !== undefined) written.push(text);
    return { versionId: "v", bytesSha256: "b" } as never;
  });
  const products = [...new Set(Object.values(PIECES).map((piece) => textOf(piece, "").product))];
  expect(products).toEqual(["Cardivex"]);
  for (const origin of ["http://127.0.0.1:4001", "https://hcp.acme-therapeutics.example"])
    for (const text of written) {
      const link = `${origin}/s/${NO_TOKEN}`;
      const frame = { company: "Acme Therapeutics", link, products, ...frameWords(text.language) };
      expect([text.name, templateProblems(text, frame)]).toEqual([text.name, []]);
    }
});
