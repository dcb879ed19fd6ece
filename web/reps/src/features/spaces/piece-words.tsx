import { IconFileText } from "@tabler/icons-react";
import { Chip, VersionChip } from "../../ui/chip.tsx";
import { duration } from "../../ui/time.ts";
import classes from "./piece-words.module.css";
import type { Piece } from "./use-editing.ts";

/** A piece: what it is, how long, and why it cannot be shown if so. */
export function PieceWords({ piece }: { readonly piece: Piece }) {
  return (
    <span className={classes.piece}>
      <span className={classes.title}>{piece.title === "" ? "A piece that is gone" : piece.title}</span>
      <span className={classes.meta}>
        {piece.major !== undefined && <VersionChip>v{piece.major}.0</VersionChip>}
        <span>
          {piece.kind === "document" && (
            <IconFileText size={14} stroke={1.75} style={{ verticalAlign: "-2px" }} aria-hidden />
          )}{" "}
          {[
            piece.kind === "document" ? "Document" : undefined,
            piece.product,
            piece.seconds === undefined
              ? ""
              : `${duration(piece.seconds)}${piece.kind === "document" ? " to read" : ""}`,
          ]
            .filter((part) => part !== undefined && part !== "")
            .join(" · ")}
        </span>
        {piece.code !== undefined && piece.code !== "" && <span className={classes.code}>{piece.code}</span>}
      </span>
      {piece.reason !== undefined && <Chip tone="stop">{capital(piece.reason)}</Chip>}
    </span>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
