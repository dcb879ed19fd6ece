import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { VersionChip } from "../../ui/chip.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Block } from "../../ui/skeletons.tsx";
import { day } from "../../ui/time.ts";
import { Comments } from "./comments.tsx";
import { Document } from "./document.tsx";
import { Film, MailPreview, NoFilm } from "./film.tsx";
import { ItemActions } from "./item-actions.tsx";
import classes from "./item-screen.module.css";
import { useLibrary } from "./use-library.ts";
import { VerdictLine } from "./verdict-line.tsx";
import { Signatures, VersionFacts } from "./version-facts.tsx";
import { majorWord, StateChip } from "./version-words.tsx";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

/** Only who edits a draft needs its form. */
const EditDraft = lazy(() => import("./edit-draft.tsx").then((module) => ({ default: module.EditDraft })));

type Read = CallOutput<"readVersion">;
const NO_FILE: Readonly<Partial<Record<CallOutput<"readAsset">["state"], string>>> = {
  awaiting_upload: "The upload is not through yet.",
  uploaded: "The file has arrived and is being checked.",
  probing: "The file is being checked.",
  transcoding: "Films, poster and preview are being made.",
  failed: "This file cannot be used.",
  withdrawn: "The file was moved away with its withdrawal.",
};

/** One version, all its truth. */
export function Screen() {
  const { versionId } = useParams({ strict: false }) as { readonly versionId: string };
  const version = useCall("readVersion", { params: { versionId } });
  return (
    <Await of={version} skeleton={<OnItsWay />}>
      {(read) => <Item key={read.versionId} version={read} />}
    </Await>
  );
}

/** The file behind a version, asked again until it is settled; reps see only what is. */
function useFilmState(version: Read) {
  const onlyRep = !useHasRole("marketer", "reviewer");
  const [settled, setSettled] = useState(false);
  const asset = useCall(
    "readAsset",
    { params: { assetId: version.assetId } },
    { enabled: !onlyRep, every: settled ? 0 : 2000 },
  );
  const state = onlyRep ? "ready" : asset.data?.state;
  useEffect(() => setSettled(state === "ready" || state === "failed" || state === "withdrawn"), [state]);
  return { state, failure: asset.data?.failure };
}

function Item({ version }: { readonly version: Read }) {
  const now = useNow();
  const inside = useHasRole("marketer", "reviewer");
  const film = useFilmState(version);
  const { failure } = film;
  const { readingText } = version;
  // the film is moved away a moment after the withdrawal; nobody asks for it in between
  const state = version.state === "withdrawn" ? "withdrawn" : film.state;
  const [editing, setEditing] = useState(false);
  const [withdrawing, setWithdrawing] = useState(false);
  const waits = version.state === "draft" && state !== undefined && state !== "ready";
  return (
    <>
      <PageHead
        dock
        title={version.title}
        reason={
          waits
            ? (failure?.detail ?? `${NO_FILE[state] ?? ""} It can be submitted when the file is ready.`)
            : undefined
        }
      >
        <ItemActions
          version={version}
          film={state}
          editing={editing}
          onEdit={() => setEditing(true)}
          onWithdraw={() => setWithdrawing(true)}
        />
      </PageHead>
      <div className={classes.page}>
        <div className={classes.main}>
          <VerdictLine version={version} now={now} />
          {readingText !== undefined ? (
            !editing && (
              <Document
                versionId={version.versionId}
                text={readingText}
                ready={state === "ready"}
                missing={failure?.detail ?? (state === undefined ? "" : (NO_FILE[state] ?? ""))}
              />
            )
          ) : state === "ready" ? (
            <Film versionId={version.versionId} title={version.title} />
          ) : (
            state !== undefined && <NoFilm>{failure?.detail ?? NO_FILE[state] ?? "There is no film."}</NoFilm>
          )}
          {editing ? (
            <Suspense fallback={<Block height={480} />}>
              <EditDraft version={version} onClose={() => setEditing(false)} />
            </Suspense>
          ) : (
            <Panel title="Safety text">
              <p className={classes.safety}>{version.safetyText}</p>
            </Panel>
          )}
          {inside && (version.state === "draft" || version.state === "in_review") && (
            <Panel title="Comments">
              <Comments versionId={version.versionId} />
            </Panel>
          )}
        </div>
        <aside className={classes.side} aria-label="Details">
          <Panel title="Details">
            <VersionFacts version={version} now={now} />
          </Panel>
          <Panel title="Signatures">
            <Signatures version={version} now={now} />
          </Panel>
          {state === "ready" && readingText === undefined && (
            <Panel title="In messages">
              <MailPreview versionId={version.versionId} />
            </Panel>
          )}
          <Versions version={version} now={now} />
        </aside>
      </div>
      <WithdrawDialog
        version={version}
        open={withdrawing}
        onClose={() => setWithdrawing(false)}
        onDone={() => setWithdrawing(false)}
      />
    </>
  );
}

/** The other versions of the same piece that the person may see. */
function Versions({ version, now }: { readonly version: Read; readonly now: number }) {
  const library = useLibrary();
  const all = (library.data?.versions ?? []).filter(({ contentId }) => contentId === version.contentId);
  if (all.length < 2) return null;
  return (
    <Panel title="Versions">
      <ol className={classes.versions}>
        {all.map((one) => (
          <li key={one.versionId}>
            <Link
              to="/library/$versionId"
              params={{ versionId: one.versionId }}
              {...(one.versionId === version.versionId ? { "aria-current": "page" as const } : {})}
            >
              {one.title}
            </Link>
            <span className={classes.meta}>
              {one.major !== undefined && <VersionChip>{majorWord(one)}</VersionChip>}{" "}
              <StateChip state={one.state} /> {day(one.createdAt, { now })}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function OnItsWay() {
  return (
    <div className={classes.page}>
      <Block height={480} />
      <Block height={320} />
    </div>
  );
}
