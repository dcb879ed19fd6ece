import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AnswerLost, ApiProblem, type CallInput, type CallOutput } from "../../../../client/client.ts";
import { callKey, useCall, useClient } from "../../app/api.tsx";
import { useSession } from "../../app/session.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { sameOrder } from "./arrange-items.ts";
import { keepWish, readWish, type Wish } from "./kept-wish.ts";

export type Piece = CallOutput<"listPieces">["items"][number];
type HcpId = CallInput<"readSpace">["params"]["hcpId"];
type SpaceView = CallOutput<"readSpace">;

const idsOf = (pieces: readonly Piece[]) => pieces.map((piece) => piece.versionId as string);

/**
 * A page while it is edited. The wish lives beside what is on the page until it is saved, so that somebody else's change
 * in between takes nothing away: it is told, and either side can be chosen.
 */
export function useEditing(hcpId: HcpId) {
  const client = useClient();
  const queries = useQueryClient();
  const toast = useToast();
  const { userId } = useSession();
  const space = useCall("readSpace", { params: { hcpId } }, { every: 30_000 });
  /** What is wanted, and the revision that it was begun on; undefined while nothing is changed. */
  const [wish, setState] = useState(() => readWish(sessionStorage, userId, hcpId));
  const setWish = (next: Wish | undefined) => {
    keepWish(sessionStorage, userId, hcpId, next);
    setState(next);
  };
  const keep = async (view: SpaceView | undefined) => {
    if (view !== undefined) queries.setQueryData(callKey("readSpace", { params: { hcpId } }), view);
    await queries.invalidateQueries({ queryKey: callKey("readSpace") });
    await queries.invalidateQueries({ queryKey: callKey("dryRun") });
  };
  const save = useMutation({
    mutationFn: (order: Wish) =>
      client.call("arrangeSpace", {
        params: { hcpId },
        body: { items: order.pieces.map(({ versionId }) => ({ versionId })), rev: order.rev },
      }),
    onSuccess: async (saved, order) => {
      const before = space.data;
      setWish(undefined);
      await keep({ ...saved, pieces: [...order.pieces] });
      toast({
        text: "Saved. The page shows it at once.",
        ...(before === undefined || before.pieces.length === 0
          ? {}
          : { undo: () => save.mutate({ pieces: before.pieces, rev: saved.rev }) }),
      });
    },
    onError: (error) => {
      if (isConflict(error) || error instanceof AnswerLost) void space.refetch();
    },
  });
  const shown = wish?.pieces ?? space.data?.pieces ?? [];
  const onPage = space.data?.pieces ?? [];
  const changed = wish !== undefined && !sameOrder(idsOf(wish.pieces), idsOf(onPage));
  return {
    space,
    pieces: shown,
    /** What the page shows to the HCP now. */
    onPage,
    changed,
    /** Somebody else saved since this wish was begun. */
    rival:
      wish !== undefined && space.data !== undefined && space.data.rev > wish.rev ? space.data : undefined,
    set: (pieces: readonly Piece[]) => setWish({ pieces, rev: wish?.rev ?? space.data?.rev ?? 0 }),
    /** Goes on with the own wish, on top of what is on the page now. */
    rebase: () => {
      save.reset();
      setWish({ pieces: shown, rev: space.data?.rev ?? 0 });
    },
    discard: () => {
      save.reset();
      setWish(undefined);
    },
    save: () => {
      if (wish !== undefined && !save.isPending) save.mutate(wish);
    },
    saving: save.isPending,
    saveError: save.error !== null && !isConflict(save.error) ? save.error : null,
  };
}

export type Editing = ReturnType<typeof useEditing>;

function isConflict(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.code === "conflict";
}
