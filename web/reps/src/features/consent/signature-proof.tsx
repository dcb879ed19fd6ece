import { Button } from "@mantine/core";
import { useState } from "react";
import type { CallInput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import { Await } from "../../ui/await.tsx";
import { Block } from "../../ui/skeletons.tsx";
import classes from "./hcp-consent.module.css";
import { SignatureView } from "./signature-pad.tsx";

/** The signature behind a declaration, asked for when somebody wants to see it. */
export function SignatureProof(params: NonNullable<CallInput<"readSignature">["params"]>) {
  const [open, setOpen] = useState(false);
  const found = useCall("readSignature", { params }, { enabled: open });
  if (!open) {
    return (
      <Button className={classes.show ?? ""} variant="subtle" onClick={() => setOpen(true)}>
        Show signature
      </Button>
    );
  }
  return (
    <Await of={found} skeleton={<Block height={90} />}>
      {({ signature, intact }) => (
        <div className={classes.proof}>
          <SignatureView signature={signature} />
          <p className={classes.how}>
            {intact
              ? "Strokes and words are as they were signed."
              : "Strokes or words were changed since. Tell the privacy office."}
          </p>
        </div>
      )}
    </Await>
  );
}
