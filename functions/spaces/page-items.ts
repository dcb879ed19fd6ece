import type { SpaceItem, SpaceProps } from "../../web/spaces/space.tsx";
import type { MediaSigner } from "../runtime/signed-media.ts";
import type { Showable } from "./showable.ts";

/** Pure: a piece as it stands in the list of a space. */
export function itemOf(piece: Showable, isNew: boolean): SpaceItem {
  const { kind, version, seconds } = piece;
  return { kind, versionId: version.versionId, title: version.title, seconds, isNew };
}

/** The piece in the first place of a space: a film plays there, a document is opened from there. */
export function firstOf(piece: Showable, isNew: boolean, signer: MediaSigner): SpaceProps["first"] {
  return piece.kind === "film"
    ? { ...piece.film(signer), isNew }
    : { ...itemOf(piece, isNew), kind: "document" };
}
