import type { Page } from "playwright-core";
import type { HouseAddress } from "../journeys/house.ts";

/** Who of the demo company stands for a role. */
export const PEOPLE = {
  rep: "Ana Ruiz",
  marketer: "Mara Lindholm",
  reviewer: "Dr Maria Keller",
  admin: "Ada Moreau",
  msl: "Dr Sam Okafor",
  safety: "Pia Novak",
  compliance: "Claire Dubois",
} as const;

/** Signs in on the local sign-in page, as somebody of the demo company, and waits for the app. */
export async function signIn(page: Page, { app }: HouseAddress, name: string, path = "/"): Promise<void> {
  await page.goto(`${app}${path}`);
  await page.getByRole("button", { name }).click();
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
}
