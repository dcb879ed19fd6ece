import { Button, Paper, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { PageHead } from "../ui/page-head.tsx";
import { dateTime } from "../ui/time.ts";
import classes from "./me-screen.module.css";
import { bottomOf, navigationOf } from "./navigation.ts";
import { useNow } from "./now.ts";
import { ROLE_NAMES } from "./role-names.ts";
import { useSession } from "./session.tsx";

/** Mantine would stop transitions by a style element, which the site's policy refuses. */
const SWITCH = { keepTransitions: true };
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The person's own settings. */
export function MeScreen() {
  const { name, roles, territories, config, signOut } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme(SWITCH);
  const now = useNow();
  return (
    <>
      <PageHead title={name} documentTitle="Me" />
      <BesideTheBar />
      <Paper className={classes.card}>
        <dl className={classes.list}>
          <div>
            <dt>{roles.length === 1 ? "Role" : "Roles"}</dt>
            <dd>{roles.map((role) => ROLE_NAMES[role]).join(", ") || "none"}</dd>
          </div>
          {(roles.includes("rep") || territories.length > 0) && (
            <div>
              <dt>{territories.length === 1 ? "Territory today" : "Territories today"}</dt>
              <dd>{territories.join(", ") || "none"}</dd>
            </div>
          )}
          <div>
            <dt>Your time</dt>
            <dd>
              {dateTime(now, zone)}, {zone.replaceAll("_", " ")}
            </dd>
          </div>
          <div>
            <dt id="scheme">Colours</dt>
            <dd>
              <SegmentedControl
                aria-labelledby="scheme"
                value={colorScheme}
                onChange={(value) => setColorScheme(value === "light" || value === "dark" ? value : "auto")}
                data={[
                  { value: "light", label: "Light" },
                  { value: "dark", label: "Dark" },
                  { value: "auto", label: "As the system" },
                ]}
              />
            </dd>
          </div>
          <div>
            <dt>Invito</dt>
            <dd>
              {config.companyName}, stage {config.stage}
            </dd>
          </div>
        </dl>
      </Paper>
      <Button className={classes.out} onClick={() => void signOut()}>
        Sign out
      </Button>
    </>
  );
}

/** The screens that a phone's bar has no room for; elsewhere the navigation shows all. */
function BesideTheBar() {
  const { roles } = useSession();
  const screens = navigationOf(roles);
  const bar = bottomOf(screens, roles);
  const others = screens.filter((screen) => !bar.includes(screen));
  if (others.length === 0) return null;
  return (
    <Paper component="nav" aria-label="More screens" className={classes.more}>
      {others.map(({ path, title, nav }) => {
        const Icon = nav?.icon;
        return (
          <Link key={path} to={path} className={classes.screen}>
            {Icon !== undefined && <Icon size={20} stroke={1.75} aria-hidden />}
            <span>{title}</span>
            <IconChevronRight size={18} stroke={1.75} aria-hidden />
          </Link>
        );
      })}
    </Paper>
  );
}
