import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useCall } from "../../app/api.tsx";
import classes from "./experiments.module.css";
import { type ArmForm, DAYS, type Day, type PlanForm } from "./plan-form.ts";

/** What one arm does: its hours on the practice's clock, or its approved words. */
export function ArmFields(props: {
  readonly label: string;
  readonly form: PlanForm;
  readonly arm: ArmForm;
  readonly onChange: (next: Partial<ArmForm>) => void;
}) {
  const { label, form, arm, onChange } = props;
  return (
    <fieldset className={classes.arm}>
      <legend className={classes.legend}>{label}</legend>
      <TextInput
        label="Name"
        value={arm.name}
        maxLength={60}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      {form.differ === "template" ? (
        <TemplateChoice form={form} arm={arm} onChange={onChange} />
      ) : (
        <>
          <fieldset className={classes.days} aria-label="Days">
            {DAYS.map(({ day, label: name }) => (
              <Checkbox
                key={day}
                className={classes.day ?? ""}
                label={name}
                checked={arm.days.includes(day)}
                onChange={({ currentTarget }) =>
                  onChange({ days: daysWith(arm.days, day, currentTarget.checked) })
                }
              />
            ))}
          </fieldset>
          <div className={classes.fields}>
            <TextInput
              type="time"
              label="From, at the practice"
              value={arm.from}
              onChange={({ currentTarget }) => onChange({ from: currentTarget.value })}
            />
            <TextInput
              type="time"
              label="To"
              value={arm.to}
              onChange={({ currentTarget }) => onChange({ to: currentTarget.value })}
            />
          </div>
        </>
      )}
    </fieldset>
  );
}

/** In the order of the week. */
function daysWith(days: readonly Day[], changed: Day, on: boolean): readonly Day[] {
  return DAYS.map(({ day }) => day).filter((day) => (day === changed ? on : days.includes(day)));
}

/** Approved templates of the country and channel. */
function TemplateChoice(props: {
  readonly form: PlanForm;
  readonly arm: ArmForm;
  readonly onChange: (next: Partial<ArmForm>) => void;
}) {
  const { form, arm, onChange } = props;
  const templates = useCall("listTemplates", { query: { limit: 100 } });
  const usable = (templates.data?.items ?? []).filter(
    ({ state, channel, countries }) =>
      state === "approved" && channel === form.channel && countries.includes(form.country),
  );
  return (
    <NativeSelect
      label="Approved words"
      description={
        templates.isSuccess && usable.length === 0
          ? "No template is approved for this country and channel."
          : ""
      }
      value={arm.template}
      data={[
        { value: "", label: "Choose" },
        ...usable.map(({ versionId, name, language }) => ({
          value: versionId,
          label: `${name} (${language})`,
        })),
      ]}
      onChange={({ currentTarget }) => onChange({ template: currentTarget.value })}
    />
  );
}
