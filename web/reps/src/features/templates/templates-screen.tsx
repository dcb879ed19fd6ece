import { NativeSelect } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useCall } from "../../app/api.tsx";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { VersionChip } from "../../ui/chip.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import {
  Pattern,
  reachWords,
  returnedWords,
  type Template,
  TemplateState,
  templateStateWord,
} from "./template-words.tsx";
import classes from "./templates.module.css";

/** Every template that the person may see, what waits for a signature first. */
export function Screen() {
  const writes = useHasRole("marketer");
  const templates = useCall("listTemplates", { query: { limit: 100 } }, { every: 60_000 });
  const [channel, setChannel] = useState("");
  const [state, setState] = useState("");
  const fits = (one: Template) =>
    (channel === "" || one.channel === channel) && (state === "" || one.state === state);
  return (
    <>
      <PageHead title="Templates" aside="The words of messages, approved as content is">
        {writes && (
          <LinkButton
            to="/templates/new"
            variant="filled"
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
          >
            New template
          </LinkButton>
        )}
      </PageHead>
      <Await
        of={templates}
        skeleton={<Rows count={4} height={140} />}
        empty={{
          when: ({ items }) => items.length === 0,
          show: (
            <EmptyLine action={writes && <LinkButton to="/templates/new">Write one</LinkButton>}>
              There is no template yet. Messages leave with the house’s own words.
            </EmptyLine>
          ),
        }}
      >
        {({ items }) => {
          const shown = items.filter(fits).toSorted((a, b) => rank(a) - rank(b));
          return (
            <>
              <div className={classes.filters}>
                <NativeSelect
                  label="Channel"
                  value={channel}
                  data={[
                    { value: "", label: "Both" },
                    { value: "sms", label: "Text" },
                    { value: "email", label: "E-mail" },
                  ]}
                  onChange={({ currentTarget }) => setChannel(currentTarget.value)}
                />
                <NativeSelect
                  label="State"
                  value={state}
                  data={[{ value: "", label: "All" }, ...statesOf(items)]}
                  onChange={({ currentTarget }) => setState(currentTarget.value)}
                />
                <p className={classes.meta} role="status">
                  {shown.length === 1 ? "1 template" : `${shown.length} templates`}
                </p>
              </div>
              {shown.length === 0 ? (
                <EmptyLine>No template is both.</EmptyLine>
              ) : (
                <ul className={classes.list} aria-label="Templates">
                  {shown.map((template) => (
                    <li key={template.versionId}>
                      <TemplateCard template={template} />
                    </li>
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </Await>
    </>
  );
}

const ORDER: readonly Template["state"][] = [
  "in_review",
  "draft",
  "approved",
  "expired",
  "superseded",
  "withdrawn",
];
const rank = ({ state }: Template) => ORDER.indexOf(state);

function statesOf(items: readonly Template[]) {
  const present = ORDER.filter((state) => items.some((one) => one.state === state));
  return present.map((state) => ({ value: state, label: templateStateWord(state) }));
}

function TemplateCard({ template }: { readonly template: Template }) {
  const { versionId, name, state, subject, body, slots, major } = template;
  const returned = returnedWords(template);
  return (
    <article className={classes.card} aria-label={name}>
      <div className={classes.head}>
        <Link
          className={classes.name}
          to="/templates/$templateVersionId"
          params={{ templateVersionId: versionId }}
        >
          {name}
        </Link>
        <TemplateState state={state} />
      </div>
      <p className={classes.meta}>
        {major !== undefined && <VersionChip>v{major}.0</VersionChip>} {reachWords(template)}
      </p>
      {subject !== undefined && (
        <p>
          <Pattern text={subject} slots={slots} />
        </p>
      )}
      <p>
        <Pattern text={body} slots={slots} />
      </p>
      {returned !== undefined && <p className={classes.meta}>{returned}</p>}
    </article>
  );
}
