import { IconDeviceMobile, IconMail } from "@tabler/icons-react";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { wordsOf } from "../../ui/error-words.ts";
import { dateTime } from "../../ui/time.ts";
import classes from "./compose-screen.module.css";
import { OptionCard } from "./option-card.tsx";
import type { Composing } from "./use-composing.ts";
import { type Channel, verdictWords } from "./verdict-words.ts";

const CHANNELS = [
  { channel: "sms", label: "Text", icon: IconDeviceMobile, missing: "No mobile number on record." },
  { channel: "email", label: "E-mail", icon: IconMail, missing: "No e-mail address on record." },
] as const;

/** By which way, each with its address or with the reason why it is closed. */
export function ChannelChoice({ hcp, composing }: { readonly hcp: Hcp; readonly composing: Composing }) {
  const { channel: chosen, change, verdicts } = composing;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>By</legend>
      {CHANNELS.map(({ channel, label, icon, missing }) => {
        const address = channel === "sms" ? hcp.mobile : hcp.email;
        const closed = verdicts[channel].data?.verdict === "DENY";
        return (
          <OptionCard
            key={channel}
            name="channel"
            value={channel}
            icon={icon}
            label={label}
            checked={chosen === channel}
            closed={closed}
            onChoose={() => change({ channel })}
          >
            {address === undefined ? (
              missing
            ) : (
              <>
                {address}
                <br />
                {note(hcp, composing, channel)}
              </>
            )}
          </OptionCard>
        );
      })}
    </fieldset>
  );
}

function note(hcp: Hcp, { verdicts, now }: Composing, channel: Channel): string {
  const { data, error } = verdicts[channel];
  if (data === undefined) return error === null ? "Asking …" : wordsOf(error).detail;
  if (data.verdict === "ALLOW") return "Open now.";
  if (data.verdict === "DELAY") return `Opens ${dateTime(data.until, hcp.timeZone)}.`;
  const scene = {
    name: shortName(hcp),
    channel,
    zone: hcp.timeZone,
    country: hcp.country,
    now,
    titles: new Map<string, string>(),
  };
  return `${verdictWords(data, scene).heading}.`;
}
