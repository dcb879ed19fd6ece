import { type Hcp, shortName } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { Chip } from "../../ui/chip.tsx";
import { CONSENT_WORDS } from "../../ui/consent-words.ts";
import { howItStands, type Permission } from "../../ui/permissions.ts";
import { day } from "../../ui/time.ts";
import classes from "./hcp-consent.module.css";

/** Why an address gets nothing, as far as a rep can mend it. */
const BLOCKED = {
  bounced: "Mail to this address comes back. Ask for another one.",
  somebody_elses: "This number belongs to somebody else now. Ask for the new one.",
  not_available: "Not available for this contact.",
} as const;

/** Every permission with its state, how and until when it stands, and what it unlocks. */
export function Permissions({
  hcp,
  permissions,
}: {
  readonly hcp: Hcp;
  readonly permissions: readonly Permission[];
}) {
  const now = useNow();
  const date = (at: string) => day(at, { zone: hcp.timeZone, now });
  return (
    <ul>
      {permissions.map((permission) => {
        const { id, label, icon: Glyph, state, until, blocked, unlocks } = permission;
        const { word, icon, tone } = CONSENT_WORDS[state];
        const how = howItStands(permission, date);
        const end = state === "granted" && until !== undefined ? ` · until ${date(until)}` : "";
        const only = state === "withdrawn" ? ` · only ${shortName(hcp)} can give it again` : "";
        return (
          <li key={id} className={classes.permission}>
            <Glyph size={18} stroke={1.75} aria-hidden />
            <span className={classes.words}>
              <span className={classes.label}>{label}</span>
              <span className={classes.how}>
                {how}
                {end}
                {only}
              </span>
              <span className={classes.how}>{blocked === undefined ? unlocks : BLOCKED[blocked]}</span>
              {permission.channel === "sms" && hcp.mobileDoubted === true && blocked === undefined && (
                <span className={classes.how}>
                  Somebody answered from this number that it is not theirs. Ask for the right one.
                </span>
              )}
            </span>
            <Chip icon={icon} tone={tone}>
              {word}
            </Chip>
          </li>
        );
      })}
    </ul>
  );
}
