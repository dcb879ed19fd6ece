import { Button } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../../app/api.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import type { Experiment } from "./experiment-words.ts";
import classes from "./experiments.module.css";

const STEPS = {
  startExperiment: {
    press: "Register and start",
    title: "Register this plan",
    says: "From now on nobody can change it, and reps invite people as part of it. It can be ended at any time.",
  },
  endExperiment: {
    press: "End now",
    title: "End this test",
    says: "The verdict stays as it stands now, and nobody else is invited as part of it. It cannot be started again.",
  },
} as const;

/** A button for what nobody can take back: it asks once before it acts. */
export function FinalStep({ test, step }: { readonly test: Experiment; readonly step: keyof typeof STEPS }) {
  const { press, title, says } = STEPS[step];
  const [asks, setAsks] = useState(false);
  const act = useAct(step, {
    invalidates: ["readExperiment", "listExperiments"],
    onDone: () => setAsks(false),
  });
  const go = () => act.mutate({ params: { experimentId: test.experimentId }, body: { rev: test.rev } });
  return (
    <>
      <Button {...(step === "startExperiment" && { variant: "filled" })} onClick={() => setAsks(true)}>
        {press}
      </Button>
      <Dialog open={asks} onClose={() => setAsks(false)} title={title}>
        <div className={classes.final}>
          <p>{says}</p>
          {act.error !== null && <Problem error={act.error} />}
          <div className={classes.buttons}>
            <Button onClick={() => setAsks(false)}>Cancel</Button>
            <Button variant="filled" loading={act.isPending} onClick={go} data-autofocus>
              {press}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
