import { HcpPhone } from "./hcp-phone.ts";
import type { House } from "./house.ts";
import { until } from "./house.ts";
import type { MainJob, Tell } from "./main-job.ts";

/** What the aftermath showed. */
export interface Aftermath {
  readonly stateAfterGet: string | undefined;
  readonly stateAfterPost: string | undefined;
  readonly verdictAfterStop: string;
  readonly reasonAfterStop: string | undefined;
  readonly spaceAfterWithdrawal: string;
  readonly mediaAfterWithdrawal: number;
  /** Content links die with the opt-out (domain-rules 3.2). */
  readonly linkAfterStop: number;
  readonly visitAfterStop: number;
}

/** What ends takes effect everywhere: the withdrawal of the content, then the HCP's one-click unsubscribe. */
export async function runAftermath(house: House, job: MainJob, tell: Tell): Promise<Aftermath> {
  const rep = house.as("rep");
  const params = { hcpId: job.hcpId as never };
  const stateOf = async () =>
    (await rep.call("readConsent", { params })).standing.find(
      (one) => one.dataUse === "send" && one.channel === "email",
    )?.state;

  await house.as("reviewer").call("withdrawVersion", {
    params: { versionId: job.versionId as never },
    body: { reason: "safety_update" },
  });
  const space = await job.phone.open("/space");
  // the same address that played during the visit: the edge may show the film for half a minute more
  const film = job.mediaAddresses[0] ?? "";
  const mediaAfterWithdrawal = await until("the end of the film", async () => {
    const { status } = await job.phone.fetchMedia(film, "bytes=0-99");
    return status === 206 || status === 200 ? undefined : status;
  });
  const words = /This information has been updated or withdrawn/.exec(space.html)?.[0] ?? space.html;
  tell("withdrawal", `the space says "${words}", the film answers ${mediaAfterWithdrawal}`);

  // a mail firewall fetches the address first: nothing may happen
  await new HcpPhone(house.address.hcp).open(job.unsubscribe);
  const stateAfterGet = await stateOf();
  const clicked = await fetch(job.unsubscribe, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  const stateAfterPost = await stateOf();
  const verdict = await rep.call("dryRun", { body: { hcpId: job.hcpId as never, channel: "email" } });
  const reasonAfterStop = verdict.verdict === "ALLOW" ? undefined : verdict.reason.code;
  tell(
    "one-click unsubscribe",
    `after GET ${stateAfterGet}, after POST (${clicked.status}) ${stateAfterPost}; the gate says ${verdict.verdict} ${reasonAfterStop}`,
  );
  const link = await new HcpPhone(house.address.hcp).open(job.link);
  const visit = await job.phone.open("/space");
  tell("after the stop", `the link answers ${link.status}, the visit that had begun ${visit.status}`);

  return {
    stateAfterGet,
    stateAfterPost,
    verdictAfterStop: verdict.verdict,
    reasonAfterStop,
    spaceAfterWithdrawal: words,
    mediaAfterWithdrawal,
    linkAfterStop: link.status,
    visitAfterStop: visit.status,
  };
}
