import type { ReactNode } from "react";
import { useCall } from "../../app/api.tsx";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { MedicalQuestionCard } from "./medical-question-card.tsx";
import { RepQuestionCard } from "./rep-question-card.tsx";
import { SafetyQuestionCard } from "./safety-question-card.tsx";
import classes from "./texts.module.css";

const EVERY = { every: 30_000 } as const;

/** Questions that HCPs asked on their pages and that wait for somebody of these roles. */
export function Screen() {
  const [isRep, isMedical, isSafety] = [useHasRole("rep"), useHasRole("msl"), useHasRole("safety")];
  return (
    <>
      <PageHead title="Questions" aside="What HCPs asked on their pages" />
      {isRep && <OwnQuestions />}
      {isMedical && <MedicalQuestions />}
      {isSafety && <UnreadQuestions />}
    </>
  );
}

function OwnQuestions() {
  const questions = useCall("listQuestions", {}, EVERY);
  return (
    <>
      <p className={classes.note}>
        Answer by phone, by message or in person, then say so here: nothing is sent from this screen.
        Questions about a medicine are with medical information.
      </p>
      <Await
        of={questions}
        skeleton={<Rows count={3} />}
        empty={nothing("Nobody waits for an answer from you.")}
      >
        {({ items, more }) => (
          <List more={more}>
            {items.map((item) => (
              <RepQuestionCard key={item.questionId} item={item} />
            ))}
          </List>
        )}
      </Await>
    </>
  );
}

function MedicalQuestions() {
  const questions = useCall("listMedicalQuestions", {}, EVERY);
  return (
    <>
      <p className={classes.note}>
        Only you and safety read these. Answer in your own system, then say here that you did.
      </p>
      <Await
        of={questions}
        skeleton={<Rows count={3} />}
        empty={nothing("Nobody waits for medical information.")}
      >
        {({ items, more }) => (
          <List more={more}>
            {items.map((item) => (
              <MedicalQuestionCard key={item.questionId} item={item} />
            ))}
          </List>
        )}
      </Await>
    </>
  );
}

function UnreadQuestions() {
  const questions = useCall("listUnscreenedQuestions", {}, EVERY);
  return (
    <>
      <p className={classes.note}>
        Every question is read once for side effects and complaints. Report in the safety system, then say so
        here.
      </p>
      <Await of={questions} skeleton={<Rows count={3} />} empty={nothing("You have read every question.")}>
        {({ items, more }) => (
          <List more={more}>
            {items.map((item) => (
              <SafetyQuestionCard key={item.questionId} item={item} />
            ))}
          </List>
        )}
      </Await>
    </>
  );
}

function nothing(sentence: string) {
  return {
    when: ({ items }: { readonly items: readonly unknown[] }) => items.length === 0,
    show: <EmptyLine>{sentence}</EmptyLine>,
  };
}

function List({ children, more }: { readonly children: readonly ReactNode[]; readonly more: boolean }) {
  return (
    <>
      <ul className={classes.list}>{children}</ul>
      {more && <p className={classes.note}>Others wait behind these.</p>}
    </>
  );
}
