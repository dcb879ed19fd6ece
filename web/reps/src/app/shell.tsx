import { IconPlus, IconUserCircle } from "@tabler/icons-react";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Initials } from "../ui/person.tsx";
import { Brand } from "./brand.tsx";
import { bottomOf, isElsewhereIn, navigationOf } from "./navigation.ts";
import { OfflineBar } from "./offline-bar.tsx";
import { PaletteButton, PaletteProvider } from "./palette-door.tsx";
import type { ScreenEntry } from "./screens.ts";
import { useHasRole, useSession } from "./session.tsx";
import classes from "./shell.module.css";

/** Navigation beside (or below) the content: 220 px at a desk, a rail of icons on a tablet, a bar on a phone. */
export function Shell() {
  const { name, roles, territories } = useSession();
  const screens = navigationOf(roles);
  return (
    <PaletteProvider>
      <div className={classes.shell}>
        <a className={classes.skip} href="#content">
          Skip to content
        </a>
        <aside className={classes.side}>
          <div className={classes.sideStays}>
            <Brand />
            <PaletteButton />
            <nav aria-label="Main" className={classes.nav}>
              {screens.map((screen) => (
                <NavLink key={screen.path} screen={screen} />
              ))}
            </nav>
            <Link to="/me" className={classes.me}>
              <Initials name={name} />
              <span className={classes.meWords}>
                <b>{name}</b>
                <span>{territories.join(", ")}</span>
                <span className="visually-hidden">Your settings</span>
              </span>
            </Link>
          </div>
        </aside>
        <nav aria-label="Start and search" className={classes.phoneTop}>
          <Brand />
          <PaletteButton />
        </nav>
        <main id="content" className={classes.main} tabIndex={-1}>
          <OfflineBar />
          <Outlet />
        </main>
        <BottomBar screens={bottomOf(screens, roles)} />
      </div>
    </PaletteProvider>
  );
}

function NavLink({ screen }: { readonly screen: ScreenEntry }) {
  const Icon = screen.nav?.icon;
  const { pathname } = useLocation();
  // the link itself marks what begins with its path
  const here = isElsewhereIn(screen, pathname) ? ({ "aria-current": "page" } as const) : {};
  return (
    <Link to={screen.path} className={classes.link} title={screen.title} {...here}>
      {Icon !== undefined && <Icon size={18} stroke={1.75} aria-hidden />}
      <span>{screen.title}</span>
    </Link>
  );
}

/** Today · HCPs · + · Library · Me, or what the role has of it. */
function BottomBar({ screens }: { readonly screens: readonly ScreenEntry[] }) {
  const isRep = useHasRole("rep");
  const half = Math.ceil(screens.length / 2);
  const item = ({ path, title, nav }: ScreenEntry) => {
    const Icon = nav?.icon;
    return (
      <Link key={path} to={path} className={classes.bottomLink}>
        {Icon !== undefined && <Icon size={22} stroke={1.75} aria-hidden />}
        <span>{title}</span>
      </Link>
    );
  };
  return (
    <nav aria-label="Main" className={classes.bottom}>
      {screens.slice(0, half).map(item)}
      {isRep && (
        <Link to="/compose" className={classes.add} aria-label="New invitation">
          <IconPlus size={22} stroke={1.75} aria-hidden />
        </Link>
      )}
      {screens.slice(half).map(item)}
      <Link to="/me" className={classes.bottomLink}>
        <IconUserCircle size={22} stroke={1.75} aria-hidden />
        <span>Me</span>
      </Link>
    </nav>
  );
}
