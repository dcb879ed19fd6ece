import type { HcpRow } from "../../shared/contracts/directory.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { listedConsents } from "../consent/facts.ts";
import { lastVisitsOf } from "../insights/facts.ts";
import type { RecordsTable } from "./territory-store.ts";

/** What a page of rows needs besides the people: their permissions, and when those who share it were last there. */
export type HcpRowsDeps = RecordsTable & { readonly insightsTable: string };

/**
 * The rows of a page of people. A bounded number of reads: one BatchGet of permissions for each hundred, and one of
 * visits for each hundred who share their viewing. Visits are for reps: others do not ask who was there.
 */
export async function hcpRows(
  deps: HcpRowsDeps,
  caller: Caller,
  hcps: readonly Hcp[],
  now: Instant,
): Promise<HcpRow[]> {
  const consents = await listedConsents(deps, hcps, now);
  const sharing = caller.roles.includes("rep")
    ? hcps.filter(({ hcpId }) => consents.get(hcpId)?.shares === true)
    : [];
  const visits = await lastVisitsOf(
    deps,
    sharing.map(({ hcpId }) => hcpId),
  );
  return hcps.map((hcp) => {
    const { hcpId, title, firstName, lastName, specialty, institution, city, country, territory, status } =
      hcp;
    const { sms, email } = consents.get(hcpId) ?? {};
    const row = {
      hcpId,
      title,
      firstName,
      lastName,
      specialty,
      institution,
      city,
      country,
      territory,
      status,
    };
    return { ...row, sms, email, lastVisitAt: visits.get(hcpId) };
  });
}
