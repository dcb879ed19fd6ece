import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { ENGAGEMENT_SORT_KEY } from "../../shared/contracts/engagement.ts";
import type { spacePageApi } from "../../shared/contracts/spaces.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import { type SpaceVideo, spacePage, visitEndedPage } from "../../web/spaces/space.tsx";
import { consentHead } from "../consent/facts.ts";
import { findVersions, materialCodeOf, usable, type VersionIn } from "../content/facts.ts";
import { findHcp } from "../directory/facts.ts";
import { findAsset } from "../media/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newId } from "../runtime/ids.ts";
import { readSession, type Session } from "../runtime/session.ts";
import { visitGoesOn } from "./entitlement.ts";
import { type MediaSigner, signedMediaAddress } from "./media-address.ts";
import { type RecordsTable, readSpace } from "./store.ts";

/** The exposure log lives as long as raw engagement: who was shown which bytes (MLR-7). */
const EXPOSURE_KEPT_MS = 396 * DAY;

type Approved = VersionIn<"approved">;

export interface SpacePageDeps extends RecordsTable {
  readonly peopleTable: string;
  readonly engagementTable: string;
  readonly company: string;
  readonly sessionKey: () => Promise<string>;
  readonly signer: () => Promise<MediaSigner>;
}

/** Renders the space of the visit from what is usable at this moment; nothing is cached or precomposed (INV-2). */
export function makeSpacePage(deps: SpacePageDeps): HandlersOf<typeof spacePageApi> {
  return {
    showSpace: async ({ context }) => {
      const session = readSession(await deps.sessionKey(), context.cookies, Math.floor(Date.now() / 1000));
      if (session === undefined) return { status: 410, html: visitEndedPage("en", deps.company) };
      const [hcp, space, consent] = await Promise.all([
        findHcp(deps, session.hcpId),
        readSpace(deps, session.hcpId),
        consentHead(deps, session.hcpId),
      ]);
      if (hcp === undefined || !visitGoesOn(hcp, consent, context.now))
        return { status: 410, html: visitEndedPage("en", deps.company) };
      const wanted = space?.items.map((item) => item.versionId) ?? [];
      const versions = await findVersions(deps, wanted);
      const reader = {
        country: hcp.country,
        language: hcp.language,
        channel: "space",
        audience: "hcp",
        now: context.now,
      } as const;
      const shown = versions.flatMap((version) => {
        const answer = usable(version, reader);
        return answer.usable ? [answer.version] : [];
      });
      const signer = await deps.signer();
      const videos = await Promise.all(shown.map((version) => videoOf(version, hcp.country, signer)));
      const playable = videos.filter((video) => video !== undefined);
      await logExposure(session, shown, context.now);
      const withdrawn = wanted.length - playable.length;
      return {
        status: 200,
        html: spacePage({ lang: "en", company: deps.company, videos: playable, withdrawn }),
      };
    },
  };

  async function videoOf(
    version: Approved,
    country: string,
    signer: MediaSigner,
  ): Promise<SpaceVideo | undefined> {
    const asset = await findAsset(deps, version.assetId);
    if (asset?.state !== "ready") return undefined;
    const largest = [...asset.renditions].sort((a, b) => b.height - a.height);
    const first = largest[0];
    if (first === undefined) return undefined;
    return {
      versionId: version.versionId,
      title: version.title,
      poster: signedMediaAddress(signer, asset.poster.key, Date.now()),
      sources: largest.map((one) => ({
        src: signedMediaAddress(signer, one.key, Date.now()),
        height: one.height,
      })),
      width: first.width,
      height: first.height,
      safetyText: version.safetyText,
      materialCode: materialCodeOf(version, country) ?? "",
    };
  }

  /** What was on the page, by version and hash; the person only where tracking was agreed to (MLR-7, INV-4). */
  async function logExposure(session: Session, shown: readonly Approved[], now: Instant): Promise<void> {
    const person =
      session.tracking === "individual" ? { hcpId: session.hcpId, messageId: session.messageId } : {};
    await deps.tables.send(
      new PutCommand({
        TableName: deps.engagementTable,
        Item: {
          pk: `VISIT#${session.visitId}`,
          sk: `${ENGAGEMENT_SORT_KEY.exposure}${newId("vie", now)}`,
          v: 1,
          visitId: session.visitId,
          ...person,
          shown: shown.map((version) => ({ versionId: version.versionId, sha256: version.bytesSha256 })),
          shownAt: instantText(now),
          expiresAt: Math.floor((now + EXPOSURE_KEPT_MS) / 1000),
        },
      }),
    );
  }
}
