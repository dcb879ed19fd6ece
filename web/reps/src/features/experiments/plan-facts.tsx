import type { ReactNode } from "react";
import { useNow } from "../../app/now.ts";
import { CopyHash } from "../../ui/copy-hash.tsx";
import { countriesIn } from "../../ui/places.ts";
import { dateTime, day } from "../../ui/time.ts";
import { type Experiment, percent, variantWords } from "./experiment-words.ts";
import classes from "./experiments.module.css";
import { useTemplateNames } from "./use-template-names.ts";

/** What was written down before the first message (AB-4). */
export function PlanFacts({ test }: { readonly test: Experiment }) {
  const { plan, registered, unitsNeeded } = test;
  const templates = useTemplateNames(plan);
  const now = useNow();
  return (
    <dl className={classes.plan}>
      <dt>Expected</dt>
      <dd>{plan.hypothesis}</dd>
      <dt>Who</dt>
      <dd>
        People in {countriesIn([plan.country])} whom a rep invites by{" "}
        {plan.channel === "sms" ? "text" : "e-mail"} as part of it
      </dd>
      {plan.arms.map(({ key, name, variant }) => (
        <ArmFact key={key} label={key}>
          {name}: {variantWords(variant, templates)}
        </ArmFact>
      ))}
      <dt>Counted</dt>
      <dd>People who opened their page within 7 days, by a visit that a person confirmed</dd>
      <dt>Finds</dt>
      <dd>
        A rise from {percent(plan.baseline)} to {percent(plan.baseline + plan.minimumEffect)} needs{" "}
        {unitsNeeded} people an arm with one look; looking at any time takes about half as many again
      </dd>
      <dt>Ends</dt>
      <dd>
        With {plan.unitsPerArm} people an arm, on {day(plan.endsAt, { now })}, when a difference is sure, when
        an arm drives people away, or when the arms are unequal
      </dd>
      {registered !== undefined && (
        <>
          <dt>Registered</dt>
          <dd>
            {dateTime(registered.at)}
            <CopyHash sha256={registered.sha256} />
          </dd>
        </>
      )}
    </dl>
  );
}

function ArmFact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>Arm {label}</dt>
      <dd>{children}</dd>
    </>
  );
}
