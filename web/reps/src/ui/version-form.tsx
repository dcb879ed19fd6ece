import { Checkbox, Group, Select, Textarea, TextInput } from "@mantine/core";
import type { AssetKind } from "../../../../shared/model/asset.ts";
import { MAX_READING_CHARACTERS } from "../../../../shared/model/reading-text.ts";
import { COUNTRIES, type FormProblems, LANGUAGES, type VersionFields } from "./version-fields.ts";
import classes from "./version-form.module.css";

const CHANNELS = [
  { value: "space", label: "Page of an HCP" },
  { value: "email", label: "E-mail preview" },
  { value: "sms", label: "Text preview" },
] as const;

const BY_NAME = COUNTRIES.toSorted((one, other) => one.name.localeCompare(other.name, "en"));

/** What a marketer says about a video or a document. Problems are shown beside their field once `problems` has them. */
export function VersionForm(props: {
  readonly kind: AssetKind;
  readonly value: VersionFields;
  readonly onChange: (value: VersionFields) => void;
  readonly problems: FormProblems;
  /** The product of a further version is that of the ones before. */
  readonly productFixed: boolean;
  /** First and last day that may be chosen, `2026-11-21`. */
  readonly days: { readonly first: string; readonly last: string };
}) {
  const { kind, value, onChange, problems, productFixed, days } = props;
  const set = <Name extends keyof VersionFields>(name: Name, field: VersionFields[Name]) =>
    onChange({ ...value, [name]: field });
  return (
    <div className={classes.form}>
      <TextInput
        label="Title"
        description="As HCPs read it; at most 120 characters"
        required
        maxLength={120}
        value={value.title}
        error={problems.title}
        onChange={({ currentTarget }) => set("title", currentTarget.value)}
      />
      <TextInput
        label="Product"
        description={productFixed ? "Every version of a piece is about the same product" : undefined}
        required
        maxLength={80}
        readOnly={productFixed}
        value={value.product}
        error={problems.product}
        onChange={({ currentTarget }) => set("product", currentTarget.value)}
      />
      <Checkbox.Group
        label="Countries"
        description="Where it may be shown, by the country of practice"
        required
        value={[...value.countries]}
        error={problems.countries}
        onChange={(countries) => set("countries", countries)}
      >
        <Group className={classes.choices}>
          {BY_NAME.map(({ code, name }) => (
            <Checkbox key={code} value={code} label={name} />
          ))}
        </Group>
      </Checkbox.Group>
      <Select
        label="Language"
        description="A translation is a version of its own"
        required
        data={LANGUAGES.map(({ tag, name }) => ({ value: tag, label: name }))}
        value={value.language === "" ? null : value.language}
        error={problems.language}
        onChange={(language) => set("language", language ?? "")}
        allowDeselect={false}
      />
      <Checkbox.Group
        label="Where it is shown"
        required
        value={[...value.channels]}
        error={problems.channels}
        onChange={(channels) => set("channels", channels)}
      >
        <Group className={classes.choices}>
          {CHANNELS.map((channel) => (
            <Checkbox key={channel.value} value={channel.value} label={channel.label} />
          ))}
        </Group>
      </Checkbox.Group>
      {kind === "document" && (
        <Textarea
          label="Text for reading"
          description="What the document says, for reading on a phone. A line that begins with # is a heading; a blank line begins a paragraph"
          required
          autosize
          minRows={8}
          maxRows={24}
          maxLength={MAX_READING_CHARACTERS}
          value={value.readingText}
          error={problems.readingText}
          onChange={({ currentTarget }) => set("readingText", currentTarget.value)}
        />
      )}
      <Textarea
        label="Safety text"
        description={`Stands beside the ${kind === "document" ? "document" : "video"} wherever it is shown`}
        required
        autosize
        minRows={4}
        maxRows={14}
        maxLength={10_000}
        value={value.safetyText}
        error={problems.safetyText}
        onChange={({ currentTarget }) => set("safetyText", currentTarget.value)}
      />
      <TextInput
        className={classes.day}
        label="Last day of use"
        description="Empty: 12 months after submission; at most 24"
        type="date"
        min={days.first}
        max={days.last}
        value={value.lastDay}
        error={problems.lastDay}
        onChange={({ currentTarget }) => set("lastDay", currentTarget.value)}
      />
      <p className={classes.note}>
        The material code is given with the approval, one for each country. It is never used twice.
      </p>
    </div>
  );
}

/** Moves the focus to the first field with a problem, once it is drawn. */
export function focusFirstProblem(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}
