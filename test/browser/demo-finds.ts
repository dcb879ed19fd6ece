import { type House, until } from "../journeys/house.ts";
import type { Ids } from "./app-pages.ts";
import type { Guest } from "./cast.ts";

/** What pictures of a house with demo data show. */
export interface Found {
  readonly ids: Ids;
  readonly guest: Pick<Guest, "link" | "versionId">;
  /** Pages that somebody comes to from a mail or a code, by name. */
  readonly doors: readonly (readonly [name: string, address: string])[];
  /** Mails as their reader sees them, by name. */
  mails(width: string, scheme: string): readonly (readonly [string, string])[];
}

interface Mail {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject?: string;
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
  const mail = (part: string, about = "") =>
    inbox.find(
      ({ html, subject = "", links }) =>
        html !== undefined && subject.includes(about) && links.some((one) => one.includes(part)),
    );
  const invitation = mail("/s/", await whoHasMost(house, hcpId));
  const confirmation = mail("/c/");
  const link = invitation?.links.find((one) => one.includes("/s/"));
  if (link === undefined) throw new Error("the demo data has no invitation");
  const here = (address: string) => new URL(new URL(address).pathname, house.address.hcp).href;
  const door = await rep.call("openVisitDoor", { params: { hcpId: hcpId as never } });
  return {
    ids: {
      hcpId,
      versionId,
      ...(waiting === undefined ? {} : { waitingId: waiting.versionId }),
      ...(imports[0] === undefined ? {} : { importId: imports[0].importId }),
      ...(await findWork(house)),
    },
    guest: { link: here(link), versionId },
    doors: [
      ["door", here(door.address)],
      ...[...(invitation?.links ?? []), ...(confirmation?.links ?? [])].flatMap((one) => {
        const name = one.includes("/u/") ? "leave" : one.includes("/c/") ? "confirm" : undefined;
        return name === undefined ? [] : [[name, here(one)] as const];
      }),
    ],
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

/** Templates, tests and an invitation of many, each in the states whose screens differ. */
async function findWork(house: House): Promise<Ids> {
  const [{ items: templates }, { items: experiments }, { items: bulks }] = await Promise.all([
    house.as("marketer").call("listTemplates", { query: {} }),
    house.as("marketer").call("listExperiments", { query: {} }),
    house.as("rep").call("listBulks", { query: {} }),
  ]);
  const template = (state: string) => templates.find((one) => one.state === state)?.versionId;
  const experiment = (state: string) => experiments.find((one) => one.state === state)?.experimentId;
  const known = {
    templateVersionId: template("approved"),
    templateDraftId: template("draft"),
    templateWaitingId: template("in_review"),
    experimentId: experiment("running"),
    experimentDraftId: experiment("draft"),
    experimentEndedId: experiment("ended"),
    bulkId: bulks[0]?.bulkId,
  };
  return Object.fromEntries(Object.entries(known).filter(([, id]) => id !== undefined));
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

/** The last name of another person who was invited to a page of most pieces; looking at it leaves the first one alone. */
async function whoHasMost(house: House, hcpId: string): Promise<string> {
  const rep = house.as("rep");
  const { items } = await rep.call("listHcpRows", { query: {} });
  const visited = items.filter((one) => one.lastVisitAt !== undefined && one.hcpId !== hcpId);
  const pages = await Promise.all(
    visited.map(async (one) => {
      const page = await rep.call("readSpace", { params: { hcpId: one.hcpId } });
      return { lastName: one.lastName, pieces: page.items.length };
    }),
  );
  return pages.sort((one, other) => other.pieces - one.pieces)[0]?.lastName ?? "";
}
