import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from "@tanstack/react-router";
import { Late } from "../ui/await.tsx";
import { requestFocus } from "../ui/focus-request.ts";
import { Block } from "../ui/skeletons.tsx";
import { HcpLayout } from "./hcp-layout.tsx";
import { MeScreen } from "./me-screen.tsx";
import { NotFound, ScreenFailed } from "./not-here.tsx";
import { permitted } from "./permitted.tsx";
import { SCREENS, type ScreenEntry } from "./screens.ts";
import { Shell } from "./shell.tsx";
import { StartScreen } from "./start-screen.tsx";

/** Routes of the screens list, their code loaded when somebody goes there, or looks as if. */
export function appRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
  const hcp = createRoute({ getParentRoute: () => root, path: "/hcps/$hcpId", component: HcpLayout });
  const start = createRoute({ getParentRoute: () => root, path: "/", component: StartScreen });
  const me = createRoute({ getParentRoute: () => root, path: "/me", component: MeScreen });
  const screens = SCREENS.filter(({ parent }) => parent === undefined).map((screen) => routeOf(screen, root));
  const inHcp = SCREENS.filter(({ parent }) => parent === "hcp").map((screen) => routeOf(screen, hcp));
  const router = createRouter({
    routeTree: root.addChildren([start, me, ...screens, hcp.addChildren(inHcp)]),
    defaultPreload: "intent",
    defaultPendingMs: 0,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PendingScreen,
    defaultErrorComponent: ScreenFailed,
    scrollRestoration: true,
  });
  router.subscribe("onBeforeNavigate", ({ pathChanged, fromLocation }) => {
    if (pathChanged && fromLocation !== undefined) requestFocus();
  });
  return router;
}

function routeOf(screen: ScreenEntry, parent: AnyRoute): AnyRoute {
  const inside = screen.parent === "hcp" ? screen.path.slice("/hcps/$hcpId".length) : screen.path;
  const view = lazyRouteComponent(screen.load, "Screen") as RouteComponent;
  return createRoute({
    getParentRoute: () => parent,
    path: inside === "" ? "/" : inside,
    component: permitted(screen, view),
  }) as AnyRoute;
}

function PendingScreen() {
  return (
    <div aria-busy="true">
      <Late>
        <Block height={240} />
      </Late>
    </div>
  );
}
