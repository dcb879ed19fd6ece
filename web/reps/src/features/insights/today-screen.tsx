import { Paper } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRef } from "react";
import { useCall } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { useSession } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { GuardLine } from "../../ui/guard-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Block } from "../../ui/skeletons.tsx";
import { clock, longDay } from "../../ui/time.ts";
import { useToast } from "../../ui/toasts.tsx";
import { useListKeys } from "../../ui/use-list-keys.ts";
import { type FollowUp, followUps } from "./follow-up.ts";
import { FollowUpRow } from "./follow-up-row.tsx";
import { usePutAway } from "./put-away.ts";
import { JustNow, RefusedToday, WaitingToLeave } from "./today-aside.tsx";
import { QuestionsWaiting } from "./today-questions.tsx";
import classes from "./today-screen.module.css";

const MINUTE = 60_000;

/** What deserves the next hour. */
export function Screen() {
  const now = useNow();
  const today = useCall("readToday", {}, { every: MINUTE });
  const questions = useCall("listQuestions", {}, { every: MINUTE });
  return (
    <>
      <PageHead title="Today" aside={`${longDay(now)}, ${clock(now)}`}>
        <LinkButton
          to="/compose"
          className={classes.desk ?? ""}
          leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
        >
          New invitation
        </LinkButton>
      </PageHead>
      <div className={classes.columns}>
        <section aria-labelledby="follow-up" className={classes.main}>
          <Await of={today} skeleton={<Block height={320} />}>
            {({ people, more }) =>
              // together, so that questions do not push what is being read
              questions.isPending ? (
                <div aria-busy="true" style={{ height: 320 }} />
              ) : (
                <>
                  <QuestionsWaiting questions={questions.data?.items ?? []} now={now} />
                  <FollowUps all={followUps(people)} more={more} />
                </>
              )
            }
          </Await>
        </section>
        <div className={classes.aside}>
          <JustNow today={today} now={now} />
          <WaitingToLeave now={now} />
          <RefusedToday now={now} />
        </div>
      </div>
    </>
  );
}

function FollowUps({ all, more }: { readonly all: readonly FollowUp[]; readonly more: boolean }) {
  const now = useNow();
  const { userId } = useSession();
  const away = usePutAway(userId, now);
  const toast = useToast();
  const list = useRef<HTMLUListElement>(null);
  const shown = all.filter(({ token }) => !away.isAway(token));

  const putAway = (followUp: FollowUp, how: "later" | "dismiss") => {
    const { token } = followUp;
    away[how](token);
    const text = how === "later" ? "Back tomorrow." : "Back when there is something new.";
    toast({ text, undo: () => away.back(token), seconds: 10 });
  };
  const focused = () =>
    shown.find(
      ({ token }) => token === document.activeElement?.closest("[data-token]")?.getAttribute("data-token"),
    );
  const byKey = (how: "later" | "dismiss") => () => {
    const followUp = focused();
    if (followUp !== undefined) putAway(followUp, how);
  };
  useListKeys(list, { l: byKey("later"), d: byKey("dismiss") });

  return (
    <>
      <div className={classes.head}>
        <h2 id="follow-up" className={classes.title}>
          Follow up{" "}
          {shown.length > 0 && (
            <span className={classes.count}>
              {shown.length} {shown.length === 1 ? "person" : "people"}
              {more && " of more"}
            </span>
          )}
        </h2>
        <GuardLine />
      </div>
      {shown.length === 0 ? (
        <Paper className={classes.card}>
          <EmptyLine action={<LinkButton to="/hcps">Open your HCPs</LinkButton>}>
            {all.length === 0
              ? "Nobody who shares viewing was on their page in the last two weeks."
              : "Nothing is waiting. You put the rest away for now."}
          </EmptyLine>
        </Paper>
      ) : (
        <Paper component="ul" className={classes.list} ref={list}>
          {shown.map((followUp, index) => (
            <FollowUpRow
              key={followUp.token}
              followUp={followUp}
              first={index === 0}
              now={now}
              onLater={() => putAway(followUp, "later")}
              onDismiss={() => putAway(followUp, "dismiss")}
            />
          ))}
        </Paper>
      )}
      <p className={classes.keys}>
        By rules you can read; every line is a dated fact. Keys: J next · K previous · Enter open · L later ·
        D dismiss
      </p>
    </>
  );
}
