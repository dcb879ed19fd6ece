import type { Page } from "playwright-core";
import { until } from "../journeys/house.ts";
import type { Guest } from "./cast.ts";

/** The pages of the HCP site for somebody who has opened the invitation, by name. */
export function pagesOf({
  link,
  versionId,
  documentId,
}: Pick<Guest, "link" | "versionId"> & { readonly documentId?: string | undefined }): readonly (readonly [
  string,
  string,
])[] {
  const token = new URL(link).pathname.split("/").at(-1) ?? "";
  return [
    ["gate", `/s/${token}`],
    ["gate-german", `/s/${token}?lang=de`],
    ["space", "/space"],
    ["film", `/space/${versionId}`],
    ...(documentId === undefined ? [] : [["document", `/space/${documentId}`] as const]),
    ["ask", "/space/ask"],
    ["choices", "/choices"],
    ["front", "/"],
    ["ended", `/s/${"a".repeat(22)}`],
    ["nowhere", "/nothing/here"],
  ];
}

/** Stays on a page for a second by its own clock: who answers a gate in less is nobody that is known (domain-rules 3.5). */
export async function linger(page: Page): Promise<void> {
  const now = () => page.evaluate(() => performance.now());
  const since = await now();
  // asked from here: a page whose script is off calls nobody back
  await until("a second", async () => ((await now()) - since > 1000 ? true : undefined));
}

/** Opens an invitation and goes through the gate, without any of the optional choices. */
export async function openSpace(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("checkbox").first().check();
  await linger(page);
  await page.locator("button[value=plain]").click();
  await page.waitForURL("**/space");
}
