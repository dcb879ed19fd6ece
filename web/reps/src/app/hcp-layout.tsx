import { IconDeviceMobile, IconQrcode, IconSend } from "@tabler/icons-react";
import { Link, Outlet, useLocation, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef } from "react";
import { ApiProblem } from "../../../client/client.ts";
import { Await } from "../ui/await.tsx";
import { takeFocusRequest } from "../ui/focus-request.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { Initials } from "../ui/person.tsx";
import { Block } from "../ui/skeletons.tsx";
import { clock } from "../ui/time.ts";
import { useCall } from "./api.tsx";
import { fullName, type Hcp, HcpContext } from "./hcp.tsx";
import classes from "./hcp-layout.module.css";
import { mayOpen } from "./navigation.ts";
import { NobodyHere } from "./not-here.tsx";
import { useNow } from "./now.ts";
import { SCREENS } from "./screens.ts";
import { useHasRole, useSession } from "./session.tsx";

// two taps from wherever one speaks of this person (CON-14); its code comes after the page
const StopMenu = lazy(async () => ({
  default: (await import("../features/consent/stop-menu.tsx")).StopMenu,
}));

/** Head and tabs of one HCP, around the screens that belong to the person. */
export function HcpLayout() {
  const { hcpId = "" } = useParams({ strict: false });
  const hcp = useCall("readHcp", { params: { hcpId: hcpId as Hcp["hcpId"] } });
  if (hcp.data === undefined && isUnknown(hcp.error)) return <NobodyHere />;
  return (
    <Await of={hcp} skeleton={<Block height={120} />}>
      {(person) => (
        <HcpContext value={person}>
          <Head hcp={person} />
          <Outlet />
        </HcpContext>
      )}
    </Await>
  );
}

/** The API's answer for somebody else's HCP, for nobody, and for what is no id at all. */
function isUnknown(error: Error | null): boolean {
  return error instanceof ApiProblem && ["not_found", "invalid_request"].includes(error.problem.code);
}

const COMPOSER = "/hcps/$hcpId/compose";
/** Tabs that one only reads; the others have a main action of their own. */
const READ: readonly (string | undefined)[] = [
  "/hcps/$hcpId",
  "/hcps/$hcpId/timeline",
  "/hcps/$hcpId/messages",
];

function Head({ hcp }: { readonly hcp: Hcp }) {
  const { roles } = useSession();
  const { pathname } = useLocation();
  const isRep = useHasRole("rep");
  const now = useNow();
  const name = fullName(hcp);
  const heading = useRef<HTMLHeadingElement>(null);
  const here = SCREENS.find(({ path }) => path.replace("$hcpId", hcp.hcpId) === pathname);
  useEffect(() => {
    document.title = `${[here?.tab ?? here?.title, name].filter(Boolean).join(" · ")} · Invito`;
  }, [here, name]);
  useEffect(() => {
    if (takeFocusRequest()) heading.current?.focus({ preventScroll: true });
  }, []);
  const params = { hcpId: hcp.hcpId };
  const facts = [hcp.specialty, hcp.institution, hcp.city].filter(
    (fact) => fact !== undefined && fact !== "",
  );
  return (
    <header className={classes.head}>
      <div className={classes.top}>
        <Initials name={name} size={48} />
        <div className={classes.words}>
          <h1 className={classes.name} ref={heading} tabIndex={-1} title={name}>
            {name}
          </h1>
          <p className={classes.facts}>
            {facts.join(" · ")} · {clock(now, hcp.timeZone)} there
          </p>
        </div>
        {isRep && (
          <div className={classes.actions}>
            <Suspense fallback={null}>
              <StopMenu hcp={hcp} />
            </Suspense>
            <LinkButton
              to="/hcps/$hcpId/visit"
              params={params}
              leftSection={<IconQrcode size={16} stroke={1.75} aria-hidden />}
            >
              QR code
            </LinkButton>
            <LinkButton
              to="/hcps/$hcpId/page"
              params={params}
              leftSection={<IconDeviceMobile size={16} stroke={1.75} aria-hidden />}
            >
              See page
            </LinkButton>
            {here?.path !== COMPOSER && (
              <LinkButton
                variant={READ.includes(here?.path) ? "filled" : "default"}
                to={COMPOSER}
                params={params}
                leftSection={<IconSend size={16} stroke={1.75} aria-hidden />}
              >
                Compose
              </LinkButton>
            )}
          </div>
        )}
      </div>
      <nav aria-label={name} className={classes.tabs}>
        {SCREENS.filter((screen) => screen.tab !== undefined && mayOpen(screen, roles)).map((screen) => (
          <Link
            key={screen.path}
            to={screen.path}
            params={params as never}
            className={classes.tab}
            activeOptions={{ exact: true }}
          >
            {screen.tab}
          </Link>
        ))}
      </nav>
    </header>
  );
}
