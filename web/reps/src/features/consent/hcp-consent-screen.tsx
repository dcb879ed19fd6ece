import { Button } from "@mantine/core";
import { IconHandStop, IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import { type Hcp, shortName, useHcp } from "../../app/hcp.tsx";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { Panel } from "../../ui/panel.tsx";
import { permissionsOf } from "../../ui/permissions.ts";
import { Block } from "../../ui/skeletons.tsx";
import { ConsentHistory } from "./consent-history.tsx";
import type { Ask } from "./evidence.ts";
import classes from "./hcp-consent.module.css";
import { OptOutDialog } from "./opt-out-dialog.tsx";
import { Permissions } from "./permissions-list.tsx";
import { RecordConsent } from "./record-consent.tsx";
import { Wishes } from "./wishes.tsx";

/** The HCP may confirm or withdraw on the own phone while this stands open. */
const FRESH_MS = 10_000;

/** Proof of what an HCP permits, and the places where people record what the HCP says. */
export function Screen() {
  const hcp = useHcp();
  const isRep = useHasRole("rep");
  const isAdmin = useHasRole("admin");
  const consent = useCall("readConsent", { params: { hcpId: hcp.hcpId } }, { every: FRESH_MS });
  const [open, setOpen] = useState<"consent" | "opt-out">();
  return (
    <Await of={consent} skeleton={<Block height={420} />}>
      {(known) => {
        const asks = askable(known, hcp);
        return (
          <div className={classes.layout}>
            <Panel
              title="Permission"
              actions={
                <>
                  {isAdmin && (
                    <Button
                      leftSection={<IconHandStop size={16} stroke={1.75} aria-hidden />}
                      onClick={() => setOpen("opt-out")}
                    >
                      Record opt-out
                    </Button>
                  )}
                  {isRep && asks.length > 0 && (
                    <Button
                      variant="filled"
                      leftSection={<IconShieldCheck size={16} stroke={1.75} aria-hidden />}
                      onClick={() => setOpen("consent")}
                    >
                      Record consent
                    </Button>
                  )}
                </>
              }
            >
              <Permissions hcp={hcp} permissions={permissionsOf(known)} />
              <Wishes hcp={hcp} wishes={known.wishes} />
              <p className={classes.note}>
                {shortName(hcp)} can change what they permit at any time. What they withdrew, only they can
                give again.
              </p>
              {hcp.country === "US" && hcp.mobile !== undefined && (
                <p className={classes.note}>
                  A STOP to one of our toll-free numbers is known to the carrier first. It shows here, and
                  holds, within 15 minutes.
                </p>
              )}
            </Panel>
            <ConsentHistory hcp={hcp} timeline={known.timeline} wordings={known.wordings} />
            <RecordConsent
              opened={open === "consent"}
              hcp={hcp}
              asks={asks}
              onClose={() => setOpen(undefined)}
            />
            <OptOutDialog hcp={hcp} open={open === "opt-out"} onClose={() => setOpen(undefined)} />
          </div>
        );
      }}
    </Await>
  );
}

/** What is worth asking: nothing that was withdrawn, and no channel without an address that works. */
function askable({ asks, standing }: CallOutput<"readConsent">, hcp: Hcp): readonly Ask[] {
  const addressed = { sms: hcp.mobile !== undefined, email: hcp.email !== undefined };
  return asks.filter(({ channel, purpose, dataUse }) => {
    const stands = standing.find(
      (one) => one.channel === channel && one.purpose === purpose && one.dataUse === dataUse,
    );
    const reached = channel === undefined || addressed[channel];
    return reached && stands?.state !== "withdrawn" && stands?.blocked === undefined;
  });
}
