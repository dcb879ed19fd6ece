import { IconCircleCheck, IconClock, IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Channel } from "../../../../../shared/model/channel.ts";
import type { CallOutput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { useHasRole } from "../../app/session.tsx";
import { Chip } from "../../ui/chip.tsx";
import { CONSENT_WORDS } from "../../ui/consent-words.ts";
import { Panel } from "../../ui/panel.tsx";
import { howItStands, permissionsOf } from "../../ui/permissions.ts";
import { dateTime, day } from "../../ui/time.ts";
import classes from "./hcp-overview.module.css";

/** What the HCP permits, and what that means for writing right now. */
export function PermissionPanel({
  hcp,
  consent,
}: {
  readonly hcp: Hcp;
  readonly consent: CallOutput<"readConsent">;
}) {
  const now = useNow();
  const isRep = useHasRole("rep");
  const permissions = permissionsOf(consent);
  const open = permissions.flatMap(({ dataUse, channel, state }) =>
    dataUse === "send" && channel !== undefined && state === "granted" ? [channel] : [],
  );
  return (
    <Panel
      title="Permission"
      actions={
        <Link to="/hcps/$hcpId/consent" params={{ hcpId: hcp.hcpId } as never}>
          Proof
        </Link>
      }
    >
      {isRep && open.map((channel) => <GateLine key={channel} hcp={hcp} channel={channel} />)}
      <ul className={classes.permissions}>
        {permissions.map((permission) => {
          const { id, label, icon: Glyph, state } = permission;
          const { word, icon, tone } = CONSENT_WORDS[state];
          return (
            <li key={id} className={classes.permission}>
              <Glyph size={16} stroke={1.75} aria-hidden />
              <span className={classes.permissionWords}>
                <span>{label}</span>
                <span className={classes.permissionHow}>
                  {howItStands(permission, (at) => day(at, { zone: hcp.timeZone, now }))}
                </span>
              </span>
              <Chip icon={icon} tone={tone}>
                {word}
              </Chip>
            </li>
          );
        })}
      </ul>
      <p className={classes.small}>{shortName(hcp)} can change what they permit at any time.</p>
    </Panel>
  );
}

const NAMES: Readonly<Record<Channel, { readonly verb: string; readonly noun: string }>> = {
  sms: { verb: "text", noun: "Texts" },
  email: { verb: "e-mail", noun: "E-mail" },
};

const FRESH_MS = 30_000;

/** What the gate would say now; nothing is written by asking. */
function GateLine({ hcp, channel }: { readonly hcp: Hcp; readonly channel: Channel }) {
  const verdict = useCall("dryRun", { body: { hcpId: hcp.hcpId, channel } }, { every: FRESH_MS });
  if (verdict.data === undefined) return null;
  const { verb, noun } = NAMES[channel];
  const said = verdict.data;
  if (said.verdict === "ALLOW")
    return (
      <p className={classes.gate} data-tone="ok">
        <IconCircleCheck size={18} stroke={1.75} aria-hidden />
        You may {verb} now.
      </p>
    );
  if (said.verdict === "DELAY")
    return (
      <p className={classes.gate} data-tone="wait">
        <IconClock size={18} stroke={1.75} aria-hidden />
        {noun} opens {dateTime(said.until, hcp.timeZone)}, their time.
      </p>
    );
  return (
    <p className={classes.gate}>
      <IconInfoCircle size={18} stroke={1.75} aria-hidden />
      {noun}: {said.reason.words}
    </p>
  );
}
