import type { RouteComponent } from "@tanstack/react-router";
import { useEffect } from "react";
import { mayOpen } from "./navigation.ts";
import { NoPermission } from "./not-here.tsx";
import type { ScreenEntry } from "./screens.ts";
import { useSession } from "./session.tsx";

/** A screen for those who may see it; the API decides for itself in any case. */
export function permitted(screen: ScreenEntry, View: RouteComponent): RouteComponent {
  const Permitted: RouteComponent = () => {
    const { roles } = useSession();
    useEffect(() => {
      // the head of an HCP names the person
      if (screen.parent === undefined) document.title = `${screen.title} · Invito`;
    }, []);
    return mayOpen(screen, roles) ? <View /> : <NoPermission screen={screen} />;
  };
  const { preload } = View as { preload?: () => Promise<void> };
  return preload === undefined ? Permitted : Object.assign(Permitted, { preload });
}
