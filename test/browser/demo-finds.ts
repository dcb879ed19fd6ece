import { type House, until } from "../journeys/house.ts";
import type { Ids } from "./app-pages.ts";
import type { Guest } from "./cast.ts";

/** What pictures of a house with demo data show. */
export interface Found {
  readonly ids: Ids;
  readonly guest: Pick<Guest, "link" | "versionId">;
  /** Mails as their reader sees them, by name. */
  mails(width: string, scheme: string): readonly (readonly [string, string])[];
}

interface Mail {
  readonly id: string;
  readonly to: readonly string[];
  readonly html?: string;
  readonly links: readonly string[];
}

/** Looks for somebody with a replayed film, for a version that waits for a review, an import and mails. */
export async function findInDemoData(house: House): Promise<Found> {
  const rep = house.as("rep");
  const hcpId = await whoReplayed(house);
  const { items: pieces } = await rep.call("readSpace", { params: { hcpId: hcpId as never } });
  const versionId = pieces[0]?.versionId ?? "";
  const { items: content } = await house.as("reviewer").call("listContent", { query: {} });
  const waiting = content.find(({ state }) => state === "in_review");
  const { items: imports } = await house.as("admin").call("listImports", { query: {} });
  const inbox = (await (await fetch(`${house.address.app}/_local/inbox.json`)).json()) as readonly Mail[];
  const mail = (part: string) =>
    inbox.find(({ html, links }) => html !== undefined && links.some((one) => one.includes(part)));
  const [invitation, confirmation] = [mail("/s/"), mail("/c/")];
  const link = invitation?.links.find((one) => one.includes("/s/"));
  if (link === undefined) throw new Error("the demo data has no invitation");
  return {
    ids: {
      hcpId,
      versionId,
      ...(waiting === undefined ? {} : { waitingId: waiting.versionId }),
      ...(imports[0] === undefined ? {} : { importId: imports[0].importId }),
    },
    guest: { link: new URL(new URL(link).pathname, house.address.hcp).href, versionId },
    mails: (width, scheme) =>
      Object.entries({ invitation, confirmation }).flatMap(([name, one]) =>
        one === undefined
          ? []
          : [
              [
                name,
                `/_local/inbox/${encodeURIComponent(one.id)}/html?part=html&width=${width}&scheme=${scheme}&images=on`,
              ] as const,
            ],
      ),
  };
}

/** The person of the rep's of whom there is most to see, once their visits are folded: streams gather for a while. */
function whoReplayed(house: House): Promise<string> {
  const rep = house.as("rep");
  return until("somebody of the demo data who replayed a stretch and shares it", async () => {
    const { items } = await rep.call("listHcpRows", { query: {} });
    for (const { hcpId } of items.filter(({ lastVisitAt }) => lastVisitAt !== undefined)) {
      const seen = await rep.call("readHcpInsights", { params: { hcpId } });
      if (seen.shared && seen.versions.some(({ replayed }) => replayed.length > 0)) return hcpId;
    }
    return undefined;
  });
}
