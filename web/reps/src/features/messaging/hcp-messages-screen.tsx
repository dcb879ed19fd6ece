import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { CallOutput } from "../../../../client/client.ts";
import { callKey, useClient } from "../../app/api.tsx";
import { fullName, shortName, useHcp } from "../../app/hcp.tsx";
import { useHasRole } from "../../app/session.tsx";
import { Late } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { GuardLine } from "../../ui/guard-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Rows } from "../../ui/skeletons.tsx";
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
  const items = messages.data?.pages.flatMap((page) => page.items) ?? [];
  if (messages.data === undefined)
    return messages.error !== null ? (
      <Problem error={messages.error} onRetry={() => void messages.refetch()} />
    ) : (
      <div aria-busy="true">
        <Late>
          <Rows count={4} height={72} />
        </Late>
      </div>
    );
  if (items.length === 0)
    return (
      <EmptyLine
        action={
          isRep && (
            <LinkButton to="/hcps/$hcpId/compose" params={{ hcpId }} variant="filled">
              Write to {shortName(hcp)}
            </LinkButton>
          )
        }
      >
        Nothing was sent to {fullName(hcp)} yet.
      </EmptyLine>
    );
  return (
    <div className={classes.sections}>
      <section aria-label="Messages">
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
        {messages.hasNextPage && (
          <Button
            className={classes.more}
            loading={messages.isFetchingNextPage}
            onClick={() => void messages.fetchNextPage()}
          >
            Show older
          </Button>
        )}
      </section>
      <GuardLine />
    </div>
  );
}
