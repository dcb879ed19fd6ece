import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Hcp } from "../../app/hcp.tsx";
import { Await } from "../../ui/await.tsx";
import { Chip, VersionChip } from "../../ui/chip.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { duration } from "../../ui/time.ts";
import { MessageWords } from "./message-words.tsx";
import classes from "./page-summary.module.css";
import type { Composing } from "./use-composing.ts";

/** What leaves: the approved words, which nobody types, and what is on the page behind the link. */
export function PageSummary({ hcp, composing }: { readonly hcp: Hcp; readonly composing: Composing }) {
  const { space } = composing;
  return (
    <div className={classes.summary}>
      <MessageWords composing={composing} />
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
