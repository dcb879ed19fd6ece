import { Button } from "@mantine/core";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct, useCall } from "../../app/api.tsx";
import { type Hcp, shortName, useHcp } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { Problem } from "../../ui/problem.tsx";
import { duration } from "../../ui/time.ts";
import { Verdict } from "../../ui/verdict.tsx";
import { type DoorAnswer, doorAnswer } from "./door-answer.ts";
import { QrCode } from "./qr-code.tsx";
import classes from "./visit-code-screen.module.css";

type Door = CallOutput<"openVisitDoor"> & { readonly openedAt: string };

/** A code to show in a visit: the HCP opens it on the own phone and chooses there. The rep sees only what becomes of it. */
export function Screen() {
  const hcp = useHcp();
  const now = useNow(1000);
  const [door, setDoor] = useState<Door>();
  const open = useAct("openVisitDoor", {
    onDone: (output) => setDoor({ ...output, openedAt: new Date(now).toISOString() }),
  });
  const show = () => open.mutate({ params: { hcpId: hcp.hcpId } });
  const left = door === undefined ? 0 : Math.ceil((Date.parse(door.endsAt) - now) / 1000);
  return (
    <div className={classes.visit}>
      <div className={classes.words}>
        <h2 className={classes.title}>Let {shortName(hcp)} choose</h2>
        <p>
          Show this code. {shortName(hcp)} opens it on their own phone, chooses what you may do, and confirms
          it by a button in a mail. Nothing is ticked beforehand, and “No, thank you” is as big as yes.
        </p>
        {open.error !== null && <Problem error={open.error} onRetry={show} />}
        {door === undefined && open.error === null && (
          <Button className={classes.show ?? ""} variant="filled" loading={open.isPending} onClick={show}>
            Show code
          </Button>
        )}
      </div>
      {door !== undefined && (
        <div className={classes.code}>
          {left > 0 ? (
            <>
              <QrCode text={door.address} label={`Code for ${shortName(hcp)}`} />
              <p className={classes.left}>
                Works for {duration(left)}, for {shortName(hcp)} only.
              </p>
            </>
          ) : (
            <>
              <p className={classes.left}>This code has ended.</p>
              <Button variant="filled" loading={open.isPending} onClick={show}>
                Show a new code
              </Button>
            </>
          )}
          <Answer hcp={hcp} door={door} />
        </div>
      )}
    </div>
  );
}

const WORDS: Readonly<
  Record<
    DoorAnswer,
    { readonly kind: "ALLOW" | "DELAY" | "HOLD"; readonly heading: string; readonly why: string }
  >
> = {
  open: {
    kind: "HOLD",
    heading: "Waiting for an answer",
    why: "A no is not shown here; it needs no reason.",
  },
  asked: {
    kind: "DELAY",
    heading: "Chosen; waiting for the mailbox",
    why: "A mail with a button is on its way. It counts once the button is pressed, within 7 days.",
  },
  confirmed: { kind: "ALLOW", heading: "Confirmed", why: "What was chosen counts from now on." },
};

/** What became of the code, from the HCP's own entries in the consent log. */
function Answer({ hcp, door }: { readonly hcp: Hcp; readonly door: Door }) {
  const consent = useCall("readConsent", { params: { hcpId: hcp.hcpId } }, { every: 3000 });
  const { kind, heading, why } = WORDS[doorAnswer(consent.data?.timeline ?? [], door.openedAt)];
  return (
    <Verdict kind={kind} heading={heading}>
      {why}
    </Verdict>
  );
}
