import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { COMPANY_CONTACTS } from "../../shared/model/company-contacts.ts";
import { gatePage } from "../../web/spaces/gate.tsx";
import { HcpBrowser } from "./hcp-browser.ts";

const sites: Server[] = [];
afterEach(() => {
  for (const site of sites.splice(0)) site.close();
});

/** A site that shows the gate and keeps the fields of each form that it is sent. */
async function gateSite() {
  const forms: Record<string, string>[] = [];
  const page = gatePage({
    lang: "en-GB",
    company: "Acme",
    rep: "Ana Ruiz",
    country: "GB",
    contacts: COMPANY_CONTACTS.GB,
    token: "token",
    nonce: "nonce",
    code: "482913",
    asks: [],
  });
  const site = createServer(async (request, response) => {
    const body = (await request.toArray()).join("");
    if (request.method === "POST") forms.push(Object.fromEntries(new URLSearchParams(body)));
    response.end(page);
  });
  sites.push(site);
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const address = site.address();
  if (address === null || typeof address === "string") throw new Error("the site has no port");
  return { origin: `http://127.0.0.1:${address.port}`, forms };
}

test("whoever presses the gate's button in the demo data does it by hand, so that the visit counts as a person's", async () => {
  const { origin, forms } = await gateSite();
  const browser = new HcpBrowser(origin);
  const link = `${origin}/s/token`;
  await browser.press(link, await browser.open(link), { attest: "yes", go: "plain" });
  expect(forms).toEqual([
    { nonce: "nonce", pressed_by: "touch", dwell_ms: "1000", attest: "yes", go: "plain" },
  ]);
});
