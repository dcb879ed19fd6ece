import { Button, Progress } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { callKey, useAct, useCall } from "../../app/api.tsx";
import { Await } from "../../ui/await.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { dateTime } from "../../ui/time.ts";
import { Verdict } from "../../ui/verdict.tsx";
import classes from "./bulk.module.css";
import { type Bulk, bulkWords, invitable, invitationWords, isMoving, peopleWords } from "./bulk-words.ts";
import { RecipientsTable } from "./recipients-table.tsx";
import { useRecipients } from "./use-recipients.ts";

/** One invitation to many: how far it is, who can be invited and why not, and the way to send it or take it back. */
export function Screen() {
  const { bulkId } = useParams({ strict: false }) as { readonly bulkId: Bulk["bulkId"] };
  const [moving, setMoving] = useState(true);
  const bulk = useCall("readBulk", { params: { bulkId } }, { every: moving ? 1000 : 0 });
  useEffect(() => {
    if (bulk.data !== undefined) setMoving(isMoving(bulk.data));
  }, [bulk.data]);
  return (
    <Await of={bulk} skeleton={<Rows count={8} />}>
      {(read) => <Report bulk={read} onPressed={() => setMoving(true)} />}
    </Await>
  );
}

function Report({ bulk, onPressed }: { readonly bulk: Bulk; readonly onPressed: () => void }) {
  const { bulkId, state, people, done } = bulk;
  const params = { bulkId };
  const queries = useQueryClient();
  // the answer is the state after the press: nothing has to be asked again to show it
  const onDone = (next: Bulk) => {
    queries.setQueryData(callKey("readBulk", { params }), next);
    onPressed();
  };
  const send = useAct("sendBulk", { invalidates: ["listBulks"], onDone });
  const cancel = useAct("cancelBulk", { invalidates: ["listBulks"], onDone });
  const { kind, heading, sentence } = bulkWords(bulk);
  const yes = invitable(bulk);
  const error = send.error ?? cancel.error;
  const recipients = useRecipients(bulk);
  const all = recipients.data?.pages.flatMap((page) => page.items) ?? [];
  const waits = all.length < people || all.some(({ state: one }) => one === "queued" || one === "held");
  return (
    <>
      <PageHead
        title={`${bulk.channel === "sms" ? "Text" : "E-mail"} to ${peopleWords(people)}`}
        documentTitle="Invite several"
        aside={`Started ${dateTime(bulk.createdAt)}`}
        dock
      >
        {state === "ready" && (
          <Button
            variant="filled"
            disabled={yes === 0}
            loading={send.isPending}
            onClick={() => send.mutate({ params })}
          >
            Send {invitationWords(yes)}
          </Button>
        )}
        {state !== "cancelled" && state !== "cancelling" && (state !== "sent" || waits) && (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate({ params })}>
            {state === "sent" || state === "sending" ? "Take back what waits" : "Cancel"}
          </Button>
        )}
        {state === "cancelled" && <LinkButton to="/bulks">All of mine</LinkButton>}
      </PageHead>
      <div className={classes.page}>
        <Verdict kind={kind} heading={heading}>
          {sentence}
        </Verdict>
        {isMoving(bulk) && (
          <Progress
            size="lg"
            value={(done / people) * 100}
            aria-label={`${done} of ${peopleWords(people)}`}
          />
        )}
        {error !== null && <Problem error={error} />}
        {recipients.error !== null && recipients.data === undefined && (
          <Problem error={recipients.error} onRetry={() => void recipients.refetch()} />
        )}
        {all.length > 0 && (
          <RecipientsTable
            people={all}
            tested={bulk.experimentId !== undefined}
            made={bulk.counts.queued > 0}
          />
        )}
      </div>
    </>
  );
}
