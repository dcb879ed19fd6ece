import type { Piece } from "./use-editing.ts";

/** What somebody wants on a page and has not saved, with the revision that it was begun on. */
export interface Wish {
  readonly pieces: readonly Piece[];
  readonly rev: number;
}

const nameOf = (userId: string, hcpId: string) => `invito.page.${userId}.${hcpId}`;

/** The wish that was left behind on this page in this window; undefined when there is none or it cannot be read. */
export function readWish(store: Pick<Storage, "getItem">, userId: string, hcpId: string): Wish | undefined {
  try {
    const kept: unknown = JSON.parse(store.getItem(nameOf(userId, hcpId)) ?? "null");
    return isWish(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isWish(value: unknown): value is Wish {
  if (typeof value !== "object" || value === null) return false;
  const { pieces, rev } = value as Record<string, unknown>;
  return (
    typeof rev === "number" &&
    Array.isArray(pieces) &&
    pieces.every((piece: unknown) => typeof (piece as Partial<Piece> | null)?.versionId === "string")
  );
}

/** Keeps a wish over changes of the screen, or forgets it. */
export function keepWish(
  store: Pick<Storage, "setItem" | "removeItem">,
  userId: string,
  hcpId: string,
  wish: Wish | undefined,
): void {
  try {
    if (wish === undefined) store.removeItem(nameOf(userId, hcpId));
    else store.setItem(nameOf(userId, hcpId), JSON.stringify(wish));
  } catch {
    // the wish then lives as long as the screen
  }
}
