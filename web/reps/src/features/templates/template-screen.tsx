import { Button } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct, useCall } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { CopyHash } from "../../ui/copy-hash.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Block } from "../../ui/skeletons.tsx";
import { dateTime, day } from "../../ui/time.ts";
import { useToast } from "../../ui/toasts.tsx";
import { ReviewDialog } from "./sign-template.tsx";
import { Pattern, reachWords, returnedWords, TemplateState } from "./template-words.tsx";
import classes from "./templates.module.css";

type Read = CallOutput<"readTemplate">;

/** One version of a template: its words and places, what was said and signed, and the next step of whoever looks. */
export function Screen() {
  const { templateVersionId } = useParams({ strict: false }) as { readonly templateVersionId: string };
  const template = useCall("readTemplate", { params: { templateVersionId } }, { every: 20_000 });
  return (
    <Await of={template} skeleton={<Block height={480} />}>
      {(read) => <Opened template={read} />}
    </Await>
  );
}

function Opened({ template }: { readonly template: Read }) {
  const { name, state, subject, body, slots } = template;
  const [act, setAct] = useState<"sign" | "return" | "withdraw">();
  const returned = returnedWords(template);
  return (
    <>
      <PageHead title={name} aside={reachWords(template)}>
        <TemplateState state={state} />
        <Steps template={template} onAct={setAct} />
      </PageHead>
      <div className={classes.page}>
        <div className={classes.column}>
          <Panel title="Words" note="grey is set by the platform, violet by the rep">
            <div className={classes.panel}>
              {subject !== undefined && (
                <p>
                  <b>
                    <Pattern text={subject} slots={slots} />
                  </b>
                </p>
              )}
              <p>
                <Pattern text={body} slots={slots} />
              </p>
              {template.example !== undefined && <p className={classes.meta}>Example: {template.example}</p>}
            </div>
          </Panel>
          <Places template={template} />
          {template.specialties.length > 0 && (
            <Panel title="By specialty">
              <ul className={classes.panel}>
                {template.specialties.map((one) => (
                  <li key={one.specialty}>
                    <b>{one.specialty}</b>
                    {one.subject !== undefined && (
                      <p>
                        Subject: <Pattern text={one.subject} slots={slots} />
                      </p>
                    )}
                    {one.example !== undefined && (
                      <p>
                        Example: <Pattern text={one.example} slots={slots} />
                      </p>
                    )}
                  </li>
                ))}
              </ul>
            </Panel>
          )}
        </div>
        <aside className={classes.column} aria-label="Review">
          {returned !== undefined && (
            <Panel title="Sent back">
              <p className={classes.panel}>{returned}</p>
            </Panel>
          )}
          <Facts template={template} />
        </aside>
      </div>
      <ReviewDialog act={act} template={template} onClose={() => setAct(undefined)} />
    </>
  );
}

/** What the person may do next. Who wrote it cannot sign it: the server refuses with the sentence why (MLR-1). */
function Steps(props: {
  readonly template: Read;
  readonly onAct: (act: "sign" | "return" | "withdraw") => void;
}) {
  const { template, onAct } = props;
  const { state, versionId } = template;
  const writes = useHasRole("marketer");
  const reviews = useHasRole("reviewer");
  const toast = useToast();
  const submit = useAct("submitTemplate", {
    invalidates: ["readTemplate", "listTemplates"],
    onDone: () => toast({ text: "Submitted. A reviewer signs it next." }),
  });
  const params = { templateVersionId: versionId };
  return (
    <>
      {writes && (state === "draft" || state === "in_review") && (
        <LinkButton to="/templates/$templateVersionId/edit" params={{ templateVersionId: versionId }}>
          Edit
        </LinkButton>
      )}
      {writes && state === "draft" && (
        <Button variant="filled" loading={submit.isPending} onClick={() => submit.mutate({ params })}>
          Submit for review
        </Button>
      )}
      {submit.error !== null && <Problem error={submit.error} />}
      {reviews && state === "in_review" && (
        <>
          <Button onClick={() => onAct("return")}>Not approved</Button>
          <Button variant="filled" onClick={() => onAct("sign")}>
            Sign as reviewer
          </Button>
        </>
      )}
      {reviews && state === "approved" && <Button onClick={() => onAct("withdraw")}>Withdraw</Button>}
      {writes && state !== "draft" && state !== "in_review" && (
        <LinkButton to="/templates/new" search={{ of: versionId }}>
          New version
        </LinkButton>
      )}
    </>
  );
}

const REVIEWS = {
  none: "nobody reads it",
  sample: "some are read later",
  hold: "read before it leaves",
} as const;

function Places({ template: { slots } }: { readonly template: Read }) {
  if (slots.length === 0) return null;
  return (
    <Panel title="What reps fill">
      <ul className={classes.panel}>
        {slots.map((slot) => (
          <li key={slot.slot}>
            <b>{slot.label}</b>{" "}
            {slot.kind === "text" ? (
              <span className={classes.meta}>
                typed, at most {slot.maxChars} characters, {REVIEWS[slot.review]}
              </span>
            ) : (
              <ul>
                {slot.options.map((option) => (
                  <li key={option}>{option}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Facts({ template }: { readonly template: Read }) {
  const now = useNow();
  const { author, materialCodes = [], signatures, bytesSha256, expiresAt, editors } = template;
  return (
    <Panel title="Review">
      <div className={classes.panel}>
        <p>
          Written by {author.name}, {day(author.at, { now })}
          {editors.length > 0 && `; edited by ${editors.map((one) => one.name).join(", ")}`}
        </p>
        {signatures.map((one) => (
          <p key={one.ts}>
            <b>{one.printedName}</b>: {one.meaning}, {dateTime(one.ts)}
          </p>
        ))}
        {materialCodes.map(({ country, code }) => (
          <p key={country}>{code}</p>
        ))}
        {expiresAt !== undefined && <p>Last day of use {day(expiresAt, { now })}</p>}
        {bytesSha256 !== undefined && (
          <div>
            <p className={classes.meta}>A signature is for every word and place</p>
            <CopyHash sha256={bytesSha256} />
          </div>
        )}
      </div>
    </Panel>
  );
}
