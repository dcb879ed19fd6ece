import { Button, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import type { SlotDraft, TemplateBody } from "./template-draft.ts";
import classes from "./templates.module.css";

const REVIEWS = [
  { value: "none", label: "Nobody reads it" },
  { value: "sample", label: "Compliance reads some later" },
  { value: "hold", label: "Compliance reads it before it leaves" },
] as const;

/** What reps fill: approved wordings to choose from, or room to type with who looks at it (MLR-12, MLR-16). */
export function SlotsEditor(props: {
  readonly slots: TemplateBody["slots"];
  readonly onChange: (slots: TemplateBody["slots"]) => void;
}) {
  const { slots, onChange } = props;
  const replace = (at: number, slot: SlotDraft) => onChange(slots.map((one, n) => (n === at ? slot : one)));
  const name = `place${slots.length + 1}`;
  return (
    <>
      {slots.map((slot, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot is known by its place while its name is typed
        <fieldset key={at} className={classes.fieldset}>
          <legend>{slot.label === "" ? "A place" : slot.label}</legend>
          <div className={classes.row}>
            <TextInput
              label="Name in the words"
              description={`{${slot.slot}}`}
              value={slot.slot}
              maxLength={24}
              onChange={({ currentTarget }) => replace(at, { ...slot, slot: currentTarget.value })}
            />
            <TextInput
              label="Label for the rep"
              description="Beside the place"
              value={slot.label}
              maxLength={60}
              onChange={({ currentTarget }) => replace(at, { ...slot, label: currentTarget.value })}
            />
          </div>
          {slot.kind === "picklist" ? (
            <Textarea
              label="Wordings to choose from"
              description="One a line; the first is chosen unless the rep chooses another"
              autosize
              minRows={2}
              value={slot.options.join("\n")}
              onChange={({ currentTarget }) =>
                replace(at, { ...slot, options: currentTarget.value.split("\n") })
              }
            />
          ) : (
            <div className={classes.row}>
              <NumberInput
                label="Characters at most"
                min={1}
                max={300}
                value={slot.maxChars}
                onChange={(value) => replace(at, { ...slot, maxChars: Number(value) || 1 })}
              />
              <NativeSelect
                label="Who reads it"
                data={REVIEWS}
                value={slot.review}
                onChange={({ currentTarget }) => {
                  const review = REVIEWS.find(({ value }) => value === currentTarget.value)?.value;
                  if (review !== undefined) replace(at, { ...slot, review });
                }}
              />
            </div>
          )}
          <div className={classes.row}>
            <Button onClick={() => onChange(slots.filter((_, n) => n !== at))}>Remove this place</Button>
          </div>
        </fieldset>
      ))}
      {slots.length < 6 && (
        <div className={classes.row}>
          <Button
            onClick={() => onChange([...slots, { kind: "picklist", slot: name, label: "", options: [""] }])}
          >
            Add wordings to choose
          </Button>
          <Button
            onClick={() =>
              onChange([...slots, { kind: "text", slot: name, label: "", maxChars: 120, review: "hold" }])
            }
          >
            Add room to type
          </Button>
        </div>
      )}
    </>
  );
}
