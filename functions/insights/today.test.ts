import { expect, it } from "vitest";
import type { HcpId, VisitId } from "../../shared/model/ids.ts";
import { newestByPerson } from "./today.ts";

const visit = (hcpId: string, at: string) => ({ hcpId: hcpId as HcpId, visitId: `vis_${at}` as VisitId, at });

it("names each person once, by their newest visit, newest first, whichever territory it came from", () => {
  const visits = [
    visit("hcp_a", "2026-11-20T08:00:00.000Z"),
    visit("hcp_b", "2026-11-23T08:00:00.000Z"),
    visit("hcp_a", "2026-11-24T08:00:00.000Z"),
    visit("hcp_b", "2026-11-22T08:00:00.000Z"),
  ];
  expect(newestByPerson(visits).map(({ hcpId, at }) => [hcpId, at])).toEqual([
    ["hcp_a", "2026-11-24T08:00:00.000Z"],
    ["hcp_b", "2026-11-23T08:00:00.000Z"],
  ]);
});
