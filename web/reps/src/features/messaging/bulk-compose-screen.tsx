import { Button } from "@mantine/core";
import { IconBolt, IconClock, IconDeviceMobile, IconMail } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useAct } from "../../app/api.tsx";
import { shortName } from "../../app/hcp.tsx";
import { type FoundRow, found, readFilter, searchOf } from "../../app/hcp-filter.ts";
import { useNow } from "../../app/now.ts";
import { useHcpRows } from "../../app/searchable-rows.ts";
import { Await } from "../../ui/await.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead, REASON } from "../../ui/page-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import classes from "./bulk.module.css";
import { BulkChoiceFields, useBulkChoices } from "./bulk-choices.tsx";
import { peopleWords, whyNot } from "./bulk-words.ts";
import { LaterFields, nextHour } from "./later-fields.tsx";
import { OptionCard } from "./option-card.tsx";

/** Names that are said; the rest is a number. */
const NAMED = 8;
const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** An invitation to everybody whom the filter of the list shows: by which way, when, and as part of which test. */
export function Screen() {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const filter = useMemo(() => readFilter(search), [search]);
  const { query, rows, complete } = useHcpRows();
  const now = useNow();
  const navigate = useNavigate();
  const people = useMemo(() => found(rows, filter, now), [rows, filter, now]);
  const [channel, setChannel] = useState<"sms" | "email">("email");
  const [at, setAt] = useState<string>();
  const [chosen, setChosen] = useState({ experimentId: "", template: "" });
  const offered = useBulkChoices(people, channel);
  const create = useAct("createBulk", {
    invalidates: ["listBulks"],
    onDone: ({ bulkId }) => void navigate({ to: "/bulks/$bulkId", params: { bulkId } }),
  });
  const reason = whyNot(people.length, complete);
  // what was chosen for the other channel is not offered any more
  const test = offered.tests.find(({ experimentId }) => experimentId === chosen.experimentId);
  const words = offered.words.find(({ versionId }) => versionId === chosen.template);
  const ask = () =>
    create.mutate({
      body: {
        hcpIds: people.map(({ row }) => row.hcpId),
        channel,
        ...(at === undefined || Date.parse(at) <= now ? {} : { notBefore: at }),
        ...(test === undefined ? {} : { experimentId: test.experimentId }),
        ...(words === undefined ? {} : { wording: { versionId: words.versionId, fills: {} } }),
      },
    });
  return (
    <>
      <PageHead
        title="Invite several"
        aside={complete ? peopleWords(people.length) : undefined}
        dock
        reason={reason}
      >
        <Button
          variant="filled"
          disabled={reason !== undefined}
          aria-describedby={reason === undefined ? undefined : REASON}
          loading={create.isPending}
          onClick={ask}
        >
          Check {peopleWords(people.length)}
        </Button>
      </PageHead>
      {create.error !== null && <Problem error={create.error} onRetry={ask} />}
      <Await of={query} skeleton={<Rows count={5} />}>
        {() => (
          <div className={classes.form}>
            <section className={classes.group} aria-label="Who">
              <p className={classes.names}>{namesOf(people)}</p>
              <div className={classes.actions}>
                <LinkButton to="/hcps" search={searchOf(filter)}>
                  Change who
                </LinkButton>
              </div>
            </section>
            <fieldset className={classes.group}>
              <legend className={classes.legend}>By</legend>
              <OptionCard
                name="channel"
                value="email"
                icon={IconMail}
                label="E-mail"
                checked={channel === "email"}
                onChoose={() => setChannel("email")}
              >
                {agreed(people, "email")}
              </OptionCard>
              <OptionCard
                name="channel"
                value="sms"
                icon={IconDeviceMobile}
                label="Text"
                checked={channel === "sms"}
                onChoose={() => setChannel("sms")}
              >
                {agreed(people, "sms")}
              </OptionCard>
            </fieldset>
            <fieldset className={classes.group}>
              <legend className={classes.legend}>When</legend>
              <OptionCard
                name="when"
                value="now"
                icon={IconBolt}
                label="Now"
                checked={at === undefined}
                onChoose={() => setAt(undefined)}
              >
                Each leaves when its person may be written to. A minute to take everything back.
              </OptionCard>
              <OptionCard
                name="when"
                value="later"
                icon={IconClock}
                label="Later"
                checked={at !== undefined}
                onChoose={() => setAt(nextHour(now))}
              >
                {at === undefined ? "Choose day and time." : "Not before this day and time, on your clock."}
              </OptionCard>
              {at !== undefined && <LaterFields at={at} zone={OWN_ZONE} now={now} onChange={setAt} />}
            </fieldset>
            <BulkChoiceFields
              offered={offered}
              chosen={chosen}
              onChoose={(next) => setChosen((was) => ({ ...was, ...next }))}
            />
          </div>
        )}
      </Await>
    </>
  );
}

function namesOf(people: readonly FoundRow[]): string {
  const named = people.slice(0, NAMED).map(({ row }) => shortName(row));
  const more = people.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}

function agreed(people: readonly FoundRow[], channel: "sms" | "email"): string {
  const count = people.filter(({ row }) => row[channel] === "granted").length;
  return `${count} of ${people.length} agreed to ${channel === "sms" ? "texts" : "e-mails"}.`;
}
