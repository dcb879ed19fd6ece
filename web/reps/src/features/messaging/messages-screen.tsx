import { SegmentedControl } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { GuardLine } from "../../ui/guard-line.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import classes from "./message-row.module.css";
import { MessageSection, type Standing } from "./message-section.tsx";

const SECTIONS = [
  { standing: "waiting", title: "Waiting" },
  { standing: "ended", title: "Refused or cancelled" },
  { standing: "left", title: "Sent" },
] as const satisfies readonly { readonly standing: Standing; readonly title: string }[];

const FILTERS = [
  { value: "all", label: "All" },
  ...SECTIONS.map((one) => ({ value: one.standing, label: one.title })),
];

/** The rep's own messages to everybody: what waits, what was refused and why, what left and what is known of it. */
export function Screen() {
  const { show = "all" } = useSearch({ strict: false }) as { readonly show?: string };
  const navigate = useNavigate();
  const compose = <LinkButton to="/compose">New invitation</LinkButton>;
  return (
    <>
      <PageHead title="Messages">
        <LinkButton to="/bulks">Invited together</LinkButton>
        <LinkButton
          className={classes.wide}
          to="/compose"
          variant="filled"
          leftSection={<IconSend size={16} stroke={1.75} aria-hidden />}
        >
          New invitation
        </LinkButton>
      </PageHead>
      <SegmentedControl
        className={classes.filters}
        aria-label="Which messages"
        value={show}
        data={FILTERS}
        onChange={(value) =>
          void navigate({ to: "/messages", search: { show: value } as never, replace: true })
        }
      />
      <div className={classes.sections}>
        {SECTIONS.filter(({ standing }) => show === "all" || show === standing).map(({ standing, title }) => (
          <MessageSection
            key={standing}
            standing={standing}
            title={title}
            action={standing === "left" ? compose : undefined}
          />
        ))}
        <GuardLine />
      </div>
    </>
  );
}
