import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useCall } from "../../app/api.tsx";
import { fullName, type Hcp } from "../../app/hcp.tsx";
import { Await } from "../../ui/await.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Person } from "../../ui/person.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import classes from "./choose-person-screen.module.css";

/** The API goes by territory; people look for a name. */
function byName(a: Hcp, b: Hcp): number {
  return a.lastName.localeCompare(b.lastName) || a.firstName.localeCompare(b.firstName);
}

/** Whom a new invitation is to: the beginning of a last name is enough. */
export function Screen() {
  const [typed, setTyped] = useState("");
  const [wanted] = useDebouncedValue(typed.trim(), 150);
  const hcps = useCall(
    "listHcps",
    { query: { limit: 25, ...(wanted === "" ? {} : { q: wanted }) } },
    { keepPrevious: true },
  );
  return (
    <>
      <PageHead title="New invitation" />
      <TextInput
        className={classes.search}
        label="To"
        placeholder="Beginning of a last name"
        size="md"
        autoComplete="off"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Await
        of={hcps}
        skeleton={<Rows count={8} height={60} />}
        empty={{
          when: (page) => page.items.length === 0,
          show: <EmptyLine>Nobody in your territories has a last name that begins like this.</EmptyLine>,
        }}
      >
        {(page) => (
          <>
            <ul className={classes.people}>
              {page.items.toSorted(byName).map((hcp) => (
                <li key={hcp.hcpId}>
                  <Link to="/hcps/$hcpId/compose" params={{ hcpId: hcp.hcpId }} className={classes.person}>
                    <Person
                      name={fullName(hcp)}
                      note={[hcp.specialty, hcp.institution].filter(Boolean).join(" · ")}
                    />
                  </Link>
                </li>
              ))}
            </ul>
            {page.cursor !== undefined && (
              <p className={classes.more}>There are more. The beginning of a last name finds them.</p>
            )}
          </>
        )}
      </Await>
    </>
  );
}
