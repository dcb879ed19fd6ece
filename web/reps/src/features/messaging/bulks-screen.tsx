import { Link } from "@tanstack/react-router";
import { useCall } from "../../app/api.tsx";
import { Await } from "../../ui/await.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { dateTime } from "../../ui/time.ts";
import { type Bulk, bulkWords, isMoving, peopleWords } from "./bulk-words.ts";

/** The rep's own invitations to many, newest first. */
export function Screen() {
  const bulks = useCall("listBulks", { query: { limit: 100 } }, { every: 10_000 });
  return (
    <>
      <PageHead title="Invited together" aside="Your invitations to several people at once">
        <LinkButton to="/hcps" variant="filled">
          Choose people
        </LinkButton>
      </PageHead>
      <Await
        of={bulks}
        skeleton={<Rows count={4} />}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <EmptyLine>None yet. Filter your list of HCPs and invite those you see.</EmptyLine>,
        }}
      >
        {({ items }) => (
          <DataTable<Bulk>
            caption="Invitations to several people, newest first"
            captionHidden
            keyOf={({ bulkId }) => bulkId}
            rows={items}
            columns={[
              {
                id: "at",
                label: "Started",
                value: (bulk) => bulk.createdAt,
                show: (bulk) => (
                  <Link to="/bulks/$bulkId" params={{ bulkId: bulk.bulkId }}>
                    {dateTime(bulk.createdAt)}
                  </Link>
                ),
              },
              {
                id: "by",
                label: "By",
                value: (bulk) => (bulk.channel === "sms" ? "Text" : "E-mail"),
              },
              {
                id: "people",
                label: "People",
                value: (bulk) => bulk.people,
                show: (bulk) => peopleWords(bulk.people),
                numeric: true,
              },
              {
                id: "state",
                label: "State",
                value: (bulk) => `${bulkWords(bulk).heading}${isMoving(bulk) ? " …" : ""}`,
              },
            ]}
          />
        )}
      </Await>
    </>
  );
}
