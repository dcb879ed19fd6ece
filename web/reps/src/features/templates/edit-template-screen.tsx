import { Button, Checkbox, Group, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useAct, useCall } from "../../app/api.tsx";
import { useSession } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Block } from "../../ui/skeletons.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { SlotsEditor } from "./slots-editor.tsx";
import { SpecialtiesEditor } from "./specialties-editor.tsx";
import {
  bodyOf,
  COUNTRIES,
  EMPTY,
  fieldsOf,
  longestText,
  neededBy,
  onChannel,
  type TemplateBody,
} from "./template-draft.ts";
import type { Template } from "./template-words.tsx";
import classes from "./templates.module.css";

/** A template that is being written: new, changed before approval, or the next version of one that is in use. */
export function Screen() {
  const { templateVersionId: versionId } = useParams({ strict: false }) as {
    readonly templateVersionId?: string;
  };
  const { of } = useSearch({ strict: false }) as { readonly of?: string };
  const source = versionId ?? of;
  const template = useCall(
    "readTemplate",
    { params: { templateVersionId: source ?? "" } },
    { enabled: source !== undefined },
  );
  if (source === undefined) return <Editor title="New template" />;
  return (
    <Await of={template} skeleton={<Block height={480} />}>
      {(read) =>
        versionId === undefined ? (
          <Editor title={`New version of ${read.name}`} next={read} />
        ) : (
          <Editor title={`Edit ${read.name}`} edited={read} />
        )
      }
    </Await>
  );
}

function Editor(props: { readonly title: string; readonly edited?: Template; readonly next?: Template }) {
  const { title, edited, next } = props;
  const source = edited ?? next;
  const [draft, setDraft] = useState<TemplateBody>(source === undefined ? EMPTY : bodyOf(source));
  const navigate = useNavigate();
  const toast = useToast();
  const onDone = ({ versionId }: { readonly versionId: string }) => {
    toast({ text: "Saved as a draft." });
    void navigate({ to: "/templates/$templateVersionId", params: { templateVersionId: versionId } });
  };
  const invalidates = ["listTemplates", "readTemplate"] as const;
  const create = useAct("createTemplate", { invalidates, onDone });
  const edit = useAct("editTemplate", { invalidates, onDone });
  const save = () => {
    const body = cleaned(draft);
    if (edited === undefined)
      create.mutate({ body: next === undefined ? body : { ...body, templateId: next.templateId } });
    else edit.mutate({ params: { templateVersionId: edited.versionId }, body: { ...body, rev: edited.rev } });
  };
  const set = (change: Partial<TemplateBody>) => setDraft({ ...draft, ...change });
  const error = create.error ?? edit.error;
  const needed = neededBy(draft);
  return (
    <>
      <PageHead title={title} aside="Everything here is signed word for word" />
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextInput
          label="Name"
          description="For the gallery; no HCP reads it"
          required
          maxLength={80}
          value={draft.name}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <SegmentedControl
          aria-label="Channel"
          value={draft.channel}
          disabled={edited !== undefined}
          onChange={(value) => setDraft(onChannel(draft, value === "email" ? "email" : "sms"))}
          data={[
            { value: "sms", label: "Text" },
            { value: "email", label: "E-mail" },
          ]}
        />
        <Reach draft={draft} onChange={set} />
        {draft.channel === "email" && (
          <TextInput
            label="Subject"
            required
            maxLength={120}
            value={draft.subject ?? ""}
            onChange={({ currentTarget }) => set({ subject: currentTarget.value })}
          />
        )}
        <Textarea
          label="Words"
          description={`The platform fills ${fieldsOf(draft.channel)}; a rep fills {the name of a place}.`}
          required
          autosize
          minRows={3}
          maxLength={2000}
          value={draft.body}
          onChange={({ currentTarget }) => set({ body: currentTarget.value })}
        />
        {draft.channel === "sms" && <Counted draft={draft} />}
        <SlotsEditor slots={draft.slots} onChange={(slots) => set({ slots })} />
        {draft.channel === "email" && <SpecialtiesEditor draft={draft} onChange={setDraft} />}
        {error !== null && <Problem error={error} />}
        <div className={classes.buttons}>
          <Button
            type="submit"
            variant="filled"
            loading={create.isPending || edit.isPending}
            disabled={needed !== undefined}
            aria-describedby="save-note"
          >
            Save draft
          </Button>
          <p id="save-note" className={classes.needed} role="status">
            {needed}
          </p>
        </div>
      </form>
    </>
  );
}

function Reach(props: {
  readonly draft: TemplateBody;
  readonly onChange: (change: Partial<TemplateBody>) => void;
}) {
  const { draft, onChange } = props;
  return (
    <>
      <Checkbox.Group
        label="Countries"
        description="By the HCP’s country of practice"
        required
        value={[...draft.countries]}
        onChange={(codes) => {
          const chosen = COUNTRIES.filter(({ code }) => codes.includes(code));
          const [only] = chosen;
          onChange({
            countries: chosen.map(({ code }) => code),
            ...(chosen.length === 1 && only !== undefined ? { language: only.language } : {}),
          });
        }}
      >
        <Group>
          {COUNTRIES.map(({ code, name }) => (
            <Checkbox key={code} value={code} label={name} />
          ))}
        </Group>
      </Checkbox.Group>
      <TextInput
        label="Language"
        description="As en-IE; a translation is a version of its own"
        required
        value={draft.language}
        onChange={({ currentTarget }) => onChange({ language: currentTarget.value })}
      />
    </>
  );
}

/** A text as it reads with its longest choices: what is said here is said again, and binding, at submission. */
function Counted({ draft }: { readonly draft: TemplateBody }) {
  const { config } = useSession();
  const { body, septets, segments } = longestText(draft, config.companyName, config.hcpOrigin);
  return (
    <Panel
      title="With the longest choices"
      note={
        <span role="status">
          {segments === 1 ? "1 segment" : `${segments} segments`}, {septets ?? body.length}{" "}
          {septets === undefined ? "characters outside GSM-7" : "of 160 characters"}
        </span>
      }
    >
      <p className={classes.pattern}>{body}</p>
    </Panel>
  );
}

/** Lines that hold nothing are no wordings. */
function cleaned(draft: TemplateBody): TemplateBody {
  return {
    ...draft,
    name: draft.name.trim(),
    slots: draft.slots.map((slot) =>
      slot.kind === "picklist"
        ? { ...slot, options: slot.options.map((one) => one.trim()).filter((one) => one !== "") }
        : slot,
    ),
    specialties: draft.specialties.map(({ specialty, subject, example }) => ({
      specialty,
      ...(subject === undefined || subject.trim() === "" ? {} : { subject }),
      ...(example === undefined || example.trim() === "" ? {} : { example }),
    })),
  };
}
