import { createContext, useContext } from "react";
import type { CallOutput } from "../../../client/client.ts";

/** An HCP as the API shows one. */
export type Hcp = CallOutput<"readHcp">;

export const HcpContext = createContext<Hcp | undefined>(undefined);

/** The HCP whose head and tabs are around this screen. */
export function useHcp(): Hcp {
  const hcp = useContext(HcpContext);
  if (hcp === undefined) throw new Error('useHcp is for screens with parent: "hcp"');
  return hcp;
}

/** `Dr Aoife Byrne`. */
export function fullName(hcp: Pick<Hcp, "title" | "firstName" | "lastName">): string {
  return [hcp.title, hcp.firstName, hcp.lastName]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
}

/** `Dr Byrne`; without a title the whole name. */
export function shortName(hcp: Pick<Hcp, "title" | "firstName" | "lastName">): string {
  return hcp.title === undefined || hcp.title === "" ? fullName(hcp) : `${hcp.title} ${hcp.lastName}`;
}
