import { Button, TextInput } from "@mantine/core";
import type { TemplateBody } from "./template-draft.ts";
import classes from "./templates.module.css";

/** What another specialty reads instead: its subject, and the sentence that stands for `{example}`. */
export function SpecialtiesEditor(props: {
  readonly draft: TemplateBody;
  readonly onChange: (draft: TemplateBody) => void;
}) {
  const { draft, onChange } = props;
  const { specialties } = draft;
  const replace = (at: number, change: Partial<TemplateBody["specialties"][number]>) =>
    onChange({
      ...draft,
      specialties: specialties.map((one, n) => (n === at ? { ...one, ...change } : one)),
    });
  return (
    <>
      <TextInput
        label="Example for everybody else"
        description="Stands for {example}"
        maxLength={300}
        value={draft.example ?? ""}
        onChange={({ currentTarget }) => {
          const { example: _before, ...rest } = draft;
          onChange(currentTarget.value === "" ? rest : { ...rest, example: currentTarget.value });
        }}
      />
      {specialties.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a specialty is known by its place while its name is typed
        <fieldset key={at} className={classes.fieldset}>
          <legend>{one.specialty === "" ? "A specialty" : one.specialty}</legend>
          <TextInput
            label="Specialty"
            value={one.specialty}
            maxLength={80}
            onChange={({ currentTarget }) => replace(at, { specialty: currentTarget.value })}
          />
          <TextInput
            label="Subject"
            value={one.subject ?? ""}
            maxLength={120}
            onChange={({ currentTarget }) => replace(at, { subject: currentTarget.value })}
          />
          <TextInput
            label="Example"
            value={one.example ?? ""}
            maxLength={300}
            onChange={({ currentTarget }) => replace(at, { example: currentTarget.value })}
          />
          <div className={classes.row}>
            <Button
              onClick={() => onChange({ ...draft, specialties: specialties.filter((_, n) => n !== at) })}
            >
              Remove
            </Button>
          </div>
        </fieldset>
      ))}
      {specialties.length < 20 && (
        <div className={classes.row}>
          <Button onClick={() => onChange({ ...draft, specialties: [...specialties, { specialty: "" }] })}>
            Add a specialty
          </Button>
        </div>
      )}
    </>
  );
}
