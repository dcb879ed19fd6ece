import { Button } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useCall } from "../../app/api.tsx";
import { shortName, useHcp } from "../../app/hcp.tsx";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { Panel } from "../../ui/panel.tsx";
import { permissionsOf } from "../../ui/permissions.ts";
import { Block } from "../../ui/skeletons.tsx";
import { ConsentHistory } from "./consent-history.tsx";
import classes from "./hcp-consent.module.css";
import { Permissions } from "./permissions-list.tsx";
import { RecordConsent } from "./record-consent.tsx";
import { StopMenu } from "./stop-menu.tsx";

/** Proof of what an HCP permits, and the places where a rep records what the HCP says. */
export function Screen() {
  const hcp = useHcp();
  const records = useHasRole("rep", "admin");
  const consent = useCall("readConsent", { params: { hcpId: hcp.hcpId } });
  const [recording, setRecording] = useState(false);
  return (
    <Await of={consent} skeleton={<Block height={420} />}>
      {(known) => {
        const permissions = permissionsOf(known);
        const askable = permissions.filter(({ state, id }) => state !== "withdrawn" && id !== "opens");
        return (
          <div className={classes.layout}>
            <Panel
              title="Permission"
              actions={
                records && (
                  <div className={classes.acts}>
                    <StopMenu hcp={hcp} permissions={permissions} />
                    {askable.length > 0 && (
                      <Button
                        variant="filled"
                        leftSection={<IconShieldCheck size={16} stroke={1.75} aria-hidden />}
                        onClick={() => setRecording(true)}
                      >
                        Record consent
                      </Button>
                    )}
                  </div>
                )
              }
            >
              <Permissions hcp={hcp} permissions={permissions} />
              <p className={classes.note}>
                {shortName(hcp)} can change each of these at any time. What they withdrew, only they can give
                again.
              </p>
            </Panel>
            <ConsentHistory hcp={hcp} timeline={known.timeline} />
            <RecordConsent
              opened={recording}
              hcp={hcp}
              permissions={askable}
              onClose={() => setRecording(false)}
            />
          </div>
        );
      }}
    </Await>
  );
}
