import { Button, NativeSelect, NumberInput, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { unitsPerArm } from "../../../../../shared/model/sample-size.ts";
import { useAct, useCall } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { Await } from "../../ui/await.tsx";
import { PageHead, REASON } from "../../ui/page-head.tsx";
import { countryWord } from "../../ui/places.ts";
import { Problem } from "../../ui/problem.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { ArmFields } from "./arm-fields.tsx";
import type { Experiment } from "./experiment-words.ts";
import classes from "./experiments.module.css";
import { anotherArm, emptyForm, formOf, KEYS, missingIn, type PlanForm, planOf } from "./plan-form.ts";

type Id = Experiment["experimentId"];

/** A new test, or a draft to change. */
export function Screen() {
  const { experimentId } = useParams({ strict: false }) as { readonly experimentId?: Id };
  const now = useNow();
  return experimentId === undefined ? <Form start={emptyForm(now)} /> : <Draft experimentId={experimentId} />;
}

function Draft({ experimentId }: { readonly experimentId: Id }) {
  const test = useCall("readExperiment", { params: { experimentId } });
  return (
    <Await of={test} skeleton={<Rows count={6} />}>
      {(read) => <Form start={formOf(read)} draft={{ experimentId, rev: read.rev }} />}
    </Await>
  );
}

function Form(props: {
  readonly start: PlanForm;
  readonly draft?: { readonly experimentId: Id; readonly rev: number };
}) {
  const { start, draft } = props;
  const [form, setForm] = useState(start);
  const set = (next: Partial<PlanForm>) => setForm((was) => ({ ...was, ...next }));
  const navigate = useNavigate();
  const onDone = ({ experimentId }: { readonly experimentId: string }) =>
    void navigate({ to: "/experiments/$experimentId", params: { experimentId } });
  const changes = { invalidates: ["listExperiments", "readExperiment"], onDone } as const;
  const create = useAct("createExperiment", changes);
  const change = useAct("changeExperiment", changes);
  const reason = missingIn(form);
  const keep = () =>
    draft === undefined
      ? create.mutate({ body: planOf(form) })
      : change.mutate({
          params: { experimentId: draft.experimentId },
          body: { plan: planOf(form), rev: draft.rev },
        });
  const error = create.error ?? change.error;
  const needed = unitsPerArm(form.baseline / 100, form.effect / 100);
  return (
    <>
      <PageHead title={draft === undefined ? "New test" : "Change test"} dock reason={reason}>
        <Button
          variant="filled"
          disabled={reason !== undefined}
          aria-describedby={reason === undefined ? undefined : REASON}
          loading={create.isPending || change.isPending}
          onClick={keep}
        >
          Keep this plan
        </Button>
      </PageHead>
      {error !== null && <Problem error={error} />}
      <div className={classes.form}>
        <TextInput
          label="Name"
          value={form.title}
          maxLength={80}
          onChange={({ currentTarget }) => set({ title: currentTarget.value })}
        />
        <Textarea
          label="What do you expect, and why?"
          description="It is registered with the plan, so that nobody finds a reason afterwards."
          value={form.hypothesis}
          maxLength={500}
          autosize
          minRows={2}
          onChange={({ currentTarget }) => set({ hypothesis: currentTarget.value })}
        />
        <div className={classes.fields}>
          <NativeSelect
            label="Country"
            value={form.country}
            data={["IE", "GB", "DE", "FR", "US"].map((value) => ({ value, label: countryWord(value) }))}
            onChange={({ currentTarget }) => set({ country: currentTarget.value as PlanForm["country"] })}
          />
          <NativeSelect
            label="By"
            value={form.channel}
            data={[
              { value: "email", label: "E-mail" },
              { value: "sms", label: "Text" },
            ]}
            onChange={({ currentTarget }) => set({ channel: currentTarget.value as PlanForm["channel"] })}
          />
        </div>
        <div className={classes.fields}>
          <NumberInput
            label="Expected of arm A, in percent"
            value={form.baseline}
            min={1}
            max={98}
            onChange={(value) => set({ baseline: Number(value) })}
          />
          <NumberInput
            label="Smallest rise that matters, in points"
            value={form.effect}
            min={1}
            max={90}
            onChange={(value) => set({ effect: Number(value) })}
          />
          <NumberInput
            label="People an arm, then it ends"
            value={form.unitsPerArm}
            min={20}
            max={5000}
            onChange={(value) => set({ unitsPerArm: Number(value) })}
          />
          <TextInput
            type="date"
            label="Ends at the latest"
            value={form.ends}
            onChange={({ currentTarget }) => set({ ends: currentTarget.value })}
          />
        </div>
        {Number.isFinite(needed) && (
          <p className={classes.note} role="status">
            To find this rise, one look needs {needed} people an arm; looking at any time about{" "}
            {Math.ceil(needed * 1.5)}. With fewer, the verdict will be that there is not enough data.
          </p>
        )}
        <div>
          <SegmentedControl
            aria-label="In what the arms differ"
            value={form.differ}
            data={[
              { value: "window", label: "Hours" },
              { value: "template", label: "Words" },
            ]}
            onChange={(differ) => set({ differ: differ as PlanForm["differ"] })}
          />
        </div>
        {form.arms.map((arm, index) => (
          <ArmFields
            key={KEYS[index]}
            label={`Arm ${KEYS[index] ?? ""}`}
            form={form}
            arm={arm}
            onChange={(next) =>
              set({ arms: form.arms.map((one, place) => (place === index ? { ...one, ...next } : one)) })
            }
          />
        ))}
        <div className={classes.actions}>
          {form.arms.length < KEYS.length && (
            <Button onClick={() => set({ arms: [...form.arms, anotherArm()] })}>Add an arm</Button>
          )}
          {form.arms.length > 2 && (
            <Button onClick={() => set({ arms: form.arms.slice(0, -1) })}>Remove the last arm</Button>
          )}
        </div>
      </div>
    </>
  );
}
