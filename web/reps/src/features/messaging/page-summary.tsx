import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Hcp } from "../../app/hcp.tsx";
import { Await } from "../../ui/await.tsx";
import { Chip, VersionChip } from "../../ui/chip.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { duration } from "../../ui/time.ts";
import classes from "./page-summary.module.css";
import type { Composing } from "./use-composing.ts";

/** What leaves: the approved words, which nobody types, and what is on the page behind the link. */
export function PageSummary({ hcp, composing }: { readonly hcp: Hcp; readonly composing: Composing }) {
  const { preview, space, channel } = composing;
  return (
    <div className={classes.summary}>
      <section aria-labelledby="message-words">
        <div className={classes.head}>
          <h2 id="message-words" className={classes.title}>
            {channel === "sms" ? "Text message" : "E-mail"}
          </h2>
          {preview.data?.look.channel === "sms" && <Segments look={preview.data.look} />}
        </div>
        <Await of={preview}>
          {({ look }) => (
            <div className={classes.words}>
              {look.channel === "sms" ? (
                <p>{look.text}</p>
              ) : (
                <>
                  <p className={classes.from}>From {look.fromName}</p>
                  <p className={classes.subject}>{look.subject}</p>
                </>
              )}
              <p className={classes.locked}>
                <IconLock size={14} stroke={1.75} aria-hidden />
                Approved wording, nothing to type. The words name no product.
              </p>
            </div>
          )}
        </Await>
      </section>
      <section aria-labelledby="page-content">
        <Await of={space} skeleton={<Rows count={3} height={52} />}>
          {({ pieces }) => {
            const seconds = pieces.reduce((sum, piece) => sum + (piece.seconds ?? 0), 0);
            return (
              <>
                <div className={classes.head}>
                  <h2 id="page-content" className={classes.title}>
                    On the page
                    {seconds > 0 && <span className={classes.total}> · {duration(seconds)} in all</span>}
                  </h2>
                  {pieces.length > 0 && (
                    <Link to="/hcps/$hcpId/page" params={{ hcpId: hcp.hcpId }}>
                      Change the page
                    </Link>
                  )}
                </div>
                {pieces.length === 0 ? (
                  <EmptyLine
                    action={
                      <LinkButton to="/hcps/$hcpId/page" params={{ hcpId: hcp.hcpId }}>
                        Choose content
                      </LinkButton>
                    }
                  >
                    The page is empty.
                  </EmptyLine>
                ) : (
                  <ol className={classes.pieces}>
                    {pieces.map((piece, index) => (
                      <li key={piece.versionId} className={classes.piece}>
                        <span className={classes.number}>{index + 1}</span>
                        <span className={classes.piecewords}>
                          <b className={classes.name}>
                            {piece.title === "" ? "A piece that is gone" : piece.title}
                          </b>
                          <span className={classes.meta}>
                            {piece.kind === "document" && "Document "}
                            {piece.major !== undefined && <VersionChip>v{piece.major}.0</VersionChip>}{" "}
                            {piece.code}
                          </span>
                        </span>
                        {piece.reason !== undefined && <Chip tone="stop">{piece.reason}</Chip>}
                        {piece.seconds !== undefined && (
                          <span className={classes.length}>{duration(piece.seconds)}</span>
                        )}
                      </li>
                    ))}
                    <li className={classes.safety}>
                      <IconLock size={16} stroke={1.75} aria-hidden />
                      Safety information stands with every piece and cannot be removed.
                    </li>
                  </ol>
                )}
              </>
            );
          }}
        </Await>
      </section>
    </div>
  );
}

function Segments(props: {
  readonly look: { readonly text: string; readonly septets?: number | undefined; readonly segments: number };
}) {
  const { septets, segments, text } = props.look;
  const parts = segments === 1 ? "1 segment" : `${segments} segments`;
  return (
    <span className={classes.total}>
      {parts} · {septets ?? text.length}{" "}
      {septets === undefined ? "characters outside GSM-7" : "of 160 characters"}
    </span>
  );
}
