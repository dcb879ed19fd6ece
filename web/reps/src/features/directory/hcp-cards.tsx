import { IconDeviceMobile, IconMail } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import type { HcpRow } from "../../../../../shared/contracts/directory.ts";
import type { Instant } from "../../../../../shared/model/time.ts";
import { fullName } from "../../app/hcp.tsx";
import type { FoundRow } from "../../app/hcp-filter.ts";
import { CONSENT_WORDS } from "../../ui/consent-words.ts";
import { Initials } from "../../ui/person.tsx";
import { relative } from "../../ui/time.ts";
import { HcpLink, useOpenHcp } from "./hcp-link.tsx";
import classes from "./hcp-list.module.css";
import { useWindowRows } from "./use-window-rows.ts";

const CARD = 84;

/** The list on a phone: one person a row, all of it a target. */
export function HcpCards({ rows, now }: { readonly rows: readonly FoundRow[]; readonly now: Instant }) {
  const { place, virtual, before, after } = useWindowRows<HTMLUListElement>(rows.length, CARD);
  const onOpen = useOpenHcp();
  return (
    <ul className={classes.cards} ref={place} style={{ paddingTop: before, paddingBottom: after }}>
      {virtual.getVirtualItems().map(({ index }) => {
        const row = rows[index]?.row;
        if (row === undefined) return null;
        return (
          <li key={row.hcpId} aria-setsize={rows.length} aria-posinset={index + 1}>
            <Card row={row} now={now} onOpen={onOpen} />
          </li>
        );
      })}
    </ul>
  );
}

function Card(props: {
  readonly row: HcpRow;
  readonly now: Instant;
  readonly onOpen: (event: MouseEvent<HTMLAnchorElement>) => void;
}) {
  const { row, now, onOpen } = props;
  const name = fullName(row);
  return (
    <HcpLink hcpId={row.hcpId} onOpen={onOpen} className={classes.card}>
      <Initials name={name} size={40} />
      <span className={classes.cardWords}>
        <b>{name}</b>
        <span className={classes.cardNote}>
          {[row.specialty, row.institution].filter(Boolean).join(" · ")}
        </span>
        <span className={classes.cardFacts}>
          <span>
            <IconDeviceMobile size={14} stroke={1.75} aria-hidden />
            {row.sms === undefined ? "No number" : `Texts ${CONSENT_WORDS[row.sms].word.toLowerCase()}`}
          </span>
          <span>
            <IconMail size={14} stroke={1.75} aria-hidden />
            {row.email === undefined ? "No address" : `E-mail ${CONSENT_WORDS[row.email].word.toLowerCase()}`}
          </span>
          {row.lastVisitAt !== undefined && <span>visit {relative(row.lastVisitAt, now)}</span>}
        </span>
      </span>
    </HcpLink>
  );
}
