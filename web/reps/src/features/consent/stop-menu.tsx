import { Button, Menu } from "@mantine/core";
import { IconClock, IconDeviceMobile, IconHandStop, IconMail } from "@tabler/icons-react";
import { useState } from "react";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { STOP_WORDS, type Stop } from "./evidence.ts";
import classes from "./hcp-consent.module.css";
import { OptOutDialog } from "./opt-out-dialog.tsx";
import { useOptOut } from "./use-opt-out.ts";

const ICONS = { sms: IconDeviceMobile, email: IconMail, everything: IconHandStop } as const;

/** What somebody asked the rep to stop: two taps, and it holds at once. Only the HCP can take it back (CON-14). */
export function StopMenu({ hcp }: { readonly hcp: Hcp }) {
  const now = useNow();
  const { stop, isPending } = useOptOut(hcp);
  const [earlier, setEarlier] = useState(false);
  const reached = { sms: hcp.mobile !== undefined, email: hcp.email !== undefined, everything: true };
  const stops = (["sms", "email", "everything"] as const).filter((what: Stop) => reached[what]);
  return (
    <>
      <Menu position="bottom-end" width={280} withinPortal={false}>
        <Menu.Target>
          <Button leftSection={<IconHandStop size={16} stroke={1.75} aria-hidden />} loading={isPending}>
            Asked to stop
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label className={classes.final ?? ""}>
            Holds at once. You cannot undo it; only {shortName(hcp)} can.
          </Menu.Label>
          {stops.map((what) => {
            const Glyph = ICONS[what];
            return (
              <Menu.Item
                key={what}
                className={classes.item ?? ""}
                leftSection={<Glyph size={16} stroke={1.75} aria-hidden />}
                onClick={() => stop(what, { at: new Date(now).toISOString() })}
              >
                {STOP_WORDS[what].label}
              </Menu.Item>
            );
          })}
          <Menu.Divider />
          <Menu.Item
            className={classes.item ?? ""}
            leftSection={<IconClock size={16} stroke={1.75} aria-hidden />}
            onClick={() => setEarlier(true)}
          >
            I heard it earlier
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <OptOutDialog hcp={hcp} open={earlier} relayed onClose={() => setEarlier(false)} />
    </>
  );
}
