import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { callKey, useClient } from "../../app/api.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { PagedList } from "../../ui/paged-list.tsx";
import classes from "./message-row.module.css";
import { MessageRow } from "./message-row.tsx";

type Page = CallOutput<"listOwnMessages">;
export type Standing = "waiting" | "ended" | "left";

const EMPTY: Readonly<Record<Standing, string>> = {
  waiting: "Nothing is waiting.",
  ended: "Nothing was refused or cancelled.",
  left: "Nothing has left yet.",
};

/** The caller's own messages of one standing, page by page, kept up to date while they move. */
export function MessageSection(props: {
  readonly standing: Standing;
  readonly title: string;
  readonly action?: ReactNode;
}) {
  const { standing, title, action } = props;
  const client = useClient();
  const messages = useInfiniteQuery({
    queryKey: [...callKey("listOwnMessages"), standing],
    queryFn: ({ pageParam }) =>
      client.call("listOwnMessages", {
        query: { standing, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: (page: Page) => page.cursor,
    // what waits leaves soon; what left is heard of within minutes
    refetchInterval: standing === "ended" ? 60_000 : 10_000,
  });
  return (
    <section aria-labelledby={`messages-${standing}`}>
      <h2 id={`messages-${standing}`} className={classes.heading}>
        {title}
      </h2>
      <PagedList
        of={messages}
        rows={3}
        rowHeight={72}
        empty={<EmptyLine action={action}>{EMPTY[standing]}</EmptyLine>}
      >
        {(items) => (
          <ul className={classes.list}>
            {items.map((message) => (
              <MessageRow
                key={message.messageId}
                message={message}
                zone={message.hcp?.timeZone}
                showPerson
                mayAct={message.hcp !== undefined}
              />
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  );
}
