import { expect, it } from "vitest";
import { isElsewhereIn } from "./navigation.ts";
import { SCREENS } from "./screens.ts";

const litAt = (pathname: string) =>
  SCREENS.filter((screen) => isElsewhereIn(screen, pathname)).map(({ title }) => title);

it("counts invitations to many among the messages, whichever of their screens it is", () => {
  for (const path of ["/bulks", "/bulks/new", "/bulks/blk_1"]) expect(litAt(path)).toEqual(["Messages"]);
  for (const path of ["/messages", "/bulksome", "/today"]) expect(litAt(path)).toEqual([]);
});

it("says the place of every screen that is in none by its own path", () => {
  const items = SCREENS.filter(({ nav }) => nav !== undefined);
  const lost = SCREENS.filter(
    ({ path }) =>
      !items.some(
        (item) => path === item.path || path.startsWith(`${item.path}/`) || isElsewhereIn(item, path),
      ),
  );
  // whom to write to is asked before there is anything to be in
  expect(lost.map(({ path }) => path)).toEqual(["/compose"]);
});
