import { Button } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconLock, IconSignature } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { useSession } from "../../app/session.tsx";
import { CopyHash } from "../../ui/copy-hash.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead, REASON } from "../../ui/page-head.tsx";
import { Panel } from "../../ui/panel.tsx";
import { countriesIn } from "../../ui/places.ts";
import { useListKeys } from "../../ui/use-list-keys.ts";
import { Comments } from "./comments.tsx";
import { Document } from "./document.tsx";
import { Film, NoFilm } from "./film.tsx";
import { ReturnDialog } from "./return-dialog.tsx";
import { checksOf, lockOf } from "./review-checks.ts";
import classes from "./reviewed.module.css";
import { SignDialog } from "./sign-dialog.tsx";
import { VerdictLine } from "./verdict-line.tsx";
import { Signatures } from "./version-facts.tsx";
import { channelsWord, languageBeside, StateChip } from "./version-words.tsx";

/** One version under the eyes of a reviewer. */
export function Reviewed(props: {
  readonly version: CallOutput<"readVersion">;
  readonly next: string | undefined;
}) {
  const { version, next } = props;
  const now = useNow();
  const me = useSession();
  const navigate = useNavigate();
  const asset = useCall("readAsset", { params: { assetId: version.assetId } });
  const player = useRef<HTMLVideoElement>(null);
  const comment = useRef<HTMLTextAreaElement>(null);
  const nothing = useRef<HTMLElement>(null);
  const [seconds, setSeconds] = useState(0);
  const [dialog, setDialog] = useState<"sign" | "return">();
  const { readingText } = version;
  const waiting = version.state === "in_review";
  const checks = useMemo(() => checksOf(version, asset.data, me, now), [version, asset.data, me, now]);
  const lock = asset.data === undefined ? "The checks are not through yet." : lockOf(checks);
  const stops = checks.filter(({ passes }) => !passes).length;
  const keys = useMemo(
    () => ({
      a: () => {
        if (waiting && lock === undefined) setDialog("sign");
      },
      c: () => {
        player.current?.pause();
        comment.current?.focus();
      },
    }),
    [waiting, lock],
  );
  useListKeys(nothing, keys);
  const goOn = () => {
    setDialog(undefined);
    if (next === undefined) void navigate({ to: "/review" });
    else void navigate({ to: "/review/$versionId", params: { versionId: next } });
  };
  return (
    <>
      <PageHead
        dock
        reason={waiting && asset.data !== undefined ? lock : undefined}
        title={version.title}
        aside={
          <>
            {version.product} for {countriesIn(version.countries)},{" "}
            {languageBeside(version.language, version.countries)} ·{" "}
            {channelsWord(version.channels).toLowerCase()} · by {version.author.name}
          </>
        }
      >
        {!waiting && <StateChip state={version.state} />}
        {waiting && <Button onClick={() => setDialog("return")}>Not approved</Button>}
        {waiting && (
          <Button
            variant="filled"
            disabled={lock !== undefined}
            aria-describedby={lock === undefined ? undefined : REASON}
            leftSection={
              lock === undefined ? (
                <IconSignature size={16} stroke={1.75} aria-hidden />
              ) : (
                <IconLock size={16} stroke={1.75} aria-hidden />
              )
            }
            onClick={() => setDialog("sign")}
          >
            Sign as reviewer
          </Button>
        )}
      </PageHead>
      {waiting && lock !== undefined && asset.data !== undefined && (
        <p className={classes.lock} role="status">
          <IconLock size={16} stroke={1.75} aria-hidden /> {lock}
        </p>
      )}
      <div className={classes.page}>
        <div className={classes.main}>
          {!waiting && <VerdictLine version={version} now={now} />}
          {readingText !== undefined ? (
            <Document
              versionId={version.versionId}
              text={readingText}
              ready={asset.data?.state === "ready"}
              missing={asset.data === undefined ? "" : "The PDF of this version is not available any more."}
            />
          ) : asset.data?.state === "ready" ? (
            <Film versionId={version.versionId} title={version.title} player={player} onTime={setSeconds} />
          ) : (
            <NoFilm>
              {asset.data === undefined ? "" : "The film of this version is not available any more."}
            </NoFilm>
          )}
          <Panel
            title="Safety text"
            note={`beside the ${readingText === undefined ? "film" : "document"} wherever it is shown`}
          >
            <p className={classes.safety}>{version.safetyText}</p>
          </Panel>
        </div>
        <aside className={classes.side} aria-label="Review">
          <Panel title="Comments">
            <Comments
              versionId={version.versionId}
              {...(readingText === undefined ? { seconds } : {})}
              box={comment}
              onSeek={(to) => {
                if (player.current === null) return;
                player.current.currentTime = to;
                player.current.focus();
              }}
            />
          </Panel>
          <Panel
            title="Checks"
            note={
              <span data-stop={stops > 0} className={classes.meta}>
                {stops === 0
                  ? `all ${checks.length} pass`
                  : `${stops} of ${checks.length} ${stops === 1 ? "stops" : "stop"} signing`}
              </span>
            }
          >
            <ul className={classes.checks}>
              {checks.map(({ name, passes, detail }) => (
                <li key={name} data-passes={passes}>
                  {passes ? (
                    <IconCircleCheck size={16} stroke={1.75} role="img" aria-label="passes" />
                  ) : (
                    <IconCircleX size={16} stroke={1.75} role="img" aria-label="stops" />
                  )}
                  <span>
                    <b>{name}.</b> {detail}
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title="Signatures">
            <Signatures version={version} now={now} />
            {version.bytesSha256 !== undefined && <CopyHash sha256={version.bytesSha256} />}
            <p className={classes.meta}>
              Any change to the file or the words voids every signature of this round. The author cannot sign.
            </p>
          </Panel>
        </aside>
      </div>
      {next !== undefined && (
        <p className={classes.next}>
          <LinkButton to="/review/$versionId" params={{ versionId: next }}>
            Next in the queue
          </LinkButton>
        </p>
      )}
      {waiting && (
        <>
          <SignDialog
            version={version}
            open={dialog === "sign"}
            onClose={() => setDialog(undefined)}
            onDone={goOn}
          />
          <ReturnDialog
            version={version}
            open={dialog === "return"}
            onClose={() => setDialog(undefined)}
            onDone={goOn}
          />
        </>
      )}
    </>
  );
}
