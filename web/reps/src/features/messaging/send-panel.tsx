import { Button } from "@mantine/core";
import { IconCheck, IconSend } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Lines } from "../../ui/skeletons.tsx";
import { dateTime, day } from "../../ui/time.ts";
import { Verdict } from "../../ui/verdict.tsx";
import classes from "./send-panel.module.css";
import type { Composing } from "./use-composing.ts";
import { useSend } from "./use-send.ts";
import { type NextStep, verdictWords } from "./verdict-words.ts";

/** Whether it may leave, why, what next; the look of it; and the one button, which stays in reach on a phone. */
export function SendPanel(props: {
  readonly hcp: Hcp;
  readonly composing: Composing;
  readonly children: ReactNode;
}) {
  const { hcp, composing, children } = props;
  const { channel, verdict, verdictError, later, now, space, preview, askAgain } = composing;
  const navigate = useNavigate();
  const name = shortName(hcp);
  const send = useSend(hcp, composing, () => {
    void navigate({ to: "/hcps/$hcpId/messages", params: { hcpId: hcp.hcpId } });
  });
  const titles = new Map((space.data?.pieces ?? []).map((piece) => [piece.versionId as string, piece.title]));
  const words =
    verdict === undefined
      ? undefined
      : verdictWords(verdict, { name, channel, zone: hcp.timeZone, country: hcp.country, now, titles });
  const thing = channel === "sms" ? "text" : "e-mail";
  // the gate would only wait: so the order says when it is to leave
  const leavesAt = verdict?.verdict === "DELAY" ? verdict.until : later;
  const label =
    leavesAt === undefined
      ? `Send ${thing} to ${name}`
      : `Schedule ${thing} for ${dateTime(leavesAt, hcp.timeZone)}`;
  // typed text that compliance reads first is ordered like any other; it waits there
  const mayPress = verdict !== undefined && verdict.verdict !== "DENY";
  const press = () => send.press(leavesAt);
  useSendKey(verdict?.verdict === "ALLOW" && !send.busy, press);
  return (
    <>
      <section className={classes.panel} aria-label="May it leave">
        {verdictError !== null ? (
          <Problem error={verdictError} onRetry={askAgain} />
        ) : verdict === undefined || words === undefined ? (
          <div aria-busy="true">
            <Lines count={2} />
          </div>
        ) : (
          <Verdict
            kind={words.tone === "wait" && verdict.verdict === "DENY" ? "DELAY" : verdict.verdict}
            heading={words.heading}
            {...(words.next === undefined
              ? {}
              : { next: <Next step={words.next} hcp={hcp} composing={composing} /> })}
          >
            {words.sentence}
          </Verdict>
        )}
        {verdict?.verdict === "ALLOW" && preview.data !== undefined && (
          <details className={classes.checks}>
            <summary>{preview.data.checks.length} checks hold</summary>
            <ul>
              {preview.data.checks.map((check) => (
                <li key={check.code} className={classes.check}>
                  <IconCheck size={16} stroke={1.75} aria-hidden />
                  {check.words}
                  {check.at !== undefined && <span className={classes.when}> {day(check.at, { now })}</span>}
                </li>
              ))}
            </ul>
          </details>
        )}
        {send.error !== null && <Problem error={send.error} onRetry={press} />}
      </section>
      {children}
      <div className={classes.dock}>
        <Button
          variant="filled"
          size="lg"
          fullWidth
          disabled={!mayPress}
          loading={send.busy}
          leftSection={<IconSend size={18} stroke={1.75} aria-hidden />}
          aria-describedby="send-note"
          classNames={{ root: classes.send, label: classes.label }}
          onClick={press}
        >
          {label}
        </Button>
        <p id="send-note" className={classes.note}>
          {verdict?.verdict === "ALLOW" && leavesAt === undefined ? (
            <>
              Half a minute to take it back.
              <span className={classes.keys}> Ctrl or ⌘ Enter sends.</span>
            </>
          ) : mayPress ? (
            "It can be taken back until it leaves."
          ) : (
            <span className={classes.heading}>{words?.heading ?? "The gate is being asked."}</span>
          )}
        </p>
      </div>
    </>
  );
}

function Next(props: { readonly step: NextStep; readonly hcp: Hcp; readonly composing: Composing }) {
  const { step, hcp, composing } = props;
  const params = { hcpId: hcp.hcpId };
  switch (step.kind) {
    case "page":
      return (
        <LinkButton to="/hcps/$hcpId/page" params={params}>
          {step.label}
        </LinkButton>
      );
    case "visit":
      return (
        <LinkButton to="/hcps/$hcpId/visit" params={params}>
          {step.label}
        </LinkButton>
      );
    case "schedule":
      return <Button onClick={() => composing.change({ at: step.at })}>{step.label}</Button>;
    case "other-channel": {
      const channel = composing.channel === "sms" ? "email" : "sms";
      return <Button onClick={() => composing.change({ channel })}>{step.label}</Button>;
    }
    case "change-time":
      return (
        <Button
          onClick={() => {
            const { verdict } = composing;
            if (verdict?.verdict === "DELAY") composing.change({ at: verdict.until });
          }}
        >
          {step.label}
        </Button>
      );
  }
}

/** ⌘Enter sends, and only what the gate allows at this moment. */
function useSendKey(allowed: boolean, press: () => void): void {
  const latest = useRef({ allowed, press });
  useEffect(() => {
    latest.current = { allowed, press };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || event.repeat) return;
      if (latest.current.allowed) latest.current.press();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
