import { useInfiniteQuery } from "@tanstack/react-query";
import type { CallOutput } from "../../../../client/client.ts";
import { callKey, useClient } from "../../app/api.tsx";
import { fullName, useHcp } from "../../app/hcp.tsx";
import { useHasRole } from "../../app/session.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { GuardLine } from "../../ui/guard-line.tsx";
import { PagedList } from "../../ui/paged-list.tsx";
import classes from "./message-row.module.css";
import { MessageRow } from "./message-row.tsx";

type Page = CallOutput<"listMessages">;

/** All messages to one HCP, by whomever, newest first. */
export function Screen() {
  const hcp = useHcp();
  const { hcpId, timeZone } = hcp;
  const isRep = useHasRole("rep");
  const client = useClient();
  const messages = useInfiniteQuery({
    queryKey: [...callKey("listMessages"), hcpId],
    queryFn: ({ pageParam }) =>
      client.call("listMessages", {
        params: { hcpId },
        query: { limit: 25, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: (page: Page) => page.cursor,
    refetchInterval: 10_000,
  });
  return (
    <div className={classes.sections}>
      <section aria-label="Messages">
        <PagedList
          of={messages}
          rows={4}
          rowHeight={72}
          empty={<EmptyLine>Nothing was sent to {fullName(hcp)} yet.</EmptyLine>}
        >
          {(items) => (
            <ul className={classes.list}>
              {items.map((message) => (
                <MessageRow
                  key={message.messageId}
                  message={{ ...message, hcp }}
                  zone={timeZone}
                  mayAct={isRep}
                />
              ))}
            </ul>
          )}
        </PagedList>
      </section>
      {messages.data?.pages.some(({ items }) => items.length > 0) && <GuardLine />}
    </div>
  );
}
