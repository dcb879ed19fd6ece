import { Button, Menu } from "@mantine/core";
import { IconDeviceMobile, IconHandStop, IconMail } from "@tabler/icons-react";
import { type Hcp, shortName } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { wordsOf } from "../../ui/error-words.ts";
import type { Permission } from "../../ui/permissions.ts";
import { useToast } from "../../ui/toasts.tsx";
import { withdrawalOf } from "./evidence.ts";
import { useRecords } from "./use-records.ts";

/** What somebody asked the rep to stop: two taps, and it holds at once. Only the HCP can take it back. */
export function StopMenu({
  hcp,
  permissions,
}: {
  readonly hcp: Hcp;
  readonly permissions: readonly Permission[];
}) {
  const now = useNow();
  const toast = useToast();
  const records = useRecords(hcp);
  const reached = { sms: hcp.mobile !== undefined, email: hcp.email !== undefined };
  const open = permissions.filter(
    ({ state, channel }) =>
      state !== "withdrawn" && (state !== "none" || channel === undefined || reached[channel]),
  );
  // what was never agreed to can be refused for good too, as far as messages go
  const everything = open.filter(({ dataUse, state }) => dataUse === "send" || state !== "none");
  if (open.length === 0 || everything.length === 0) return null;
  const stop = (which: readonly Permission[], what: string) => {
    const at = new Date(now).toISOString();
    records.mutate(
      which.map((one) =>
        withdrawalOf(
          { dataUse: one.dataUse, ...(one.channel === undefined ? {} : { channel: one.channel }) },
          at,
        ),
      ),
      {
        onSuccess: () =>
          toast({
            text: `Stopped. ${what} from now on; only ${shortName(hcp)} can change that.`,
            seconds: 10,
          }),
        onError: (error) => {
          const { title, detail } = wordsOf(error.cause);
          toast({
            text: `${title}. ${detail} Try once more: what is recorded twice does no harm.`,
            seconds: 15,
          });
        },
      },
    );
  };
  const can = (id: string) => open.filter((one) => one.id === id);
  return (
    <Menu position="bottom-end" width={260} withinPortal={false}>
      <Menu.Target>
        <Button
          leftSection={<IconHandStop size={16} stroke={1.75} aria-hidden />}
          loading={records.isPending}
        >
          Asked to stop
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {can("sms").length > 0 && (
          <Menu.Item
            leftSection={<IconDeviceMobile size={16} stroke={1.75} aria-hidden />}
            onClick={() => stop(can("sms"), "No texts")}
          >
            Stop texts
          </Menu.Item>
        )}
        {can("email").length > 0 && (
          <Menu.Item
            leftSection={<IconMail size={16} stroke={1.75} aria-hidden />}
            onClick={() => stop(can("email"), "No e-mails")}
          >
            Stop e-mails
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconHandStop size={16} stroke={1.75} aria-hidden />}
          onClick={() => stop(everything, "No messages, nothing counted")}
        >
          Stop everything
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
