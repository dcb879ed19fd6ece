import type { Icon } from "@tabler/icons-react";
import {
  IconBan,
  IconChartDots,
  IconChecklist,
  IconFlask,
  IconHelpCircle,
  IconLayoutGrid,
  IconMessage2,
  IconMessageSearch,
  IconSend,
  IconSunHigh,
  IconTableImport,
  IconTemplate,
  IconUpload,
  IconUsers,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Role } from "../../../../shared/model/roles.ts";

/** One screen: a path, who may see it, and where its code is. A screen's module exports `Screen`. */
export interface ScreenEntry {
  /** Full path, `$name` for parameters: `/hcps/$hcpId/timeline`. */
  readonly path: string;
  /** Document title; a screen may say more with PageHead. */
  readonly title: string;
  readonly roles: readonly Role[];
  /** Place in the navigation of those roles; `bottom` also puts it into the phone's bar, of all of them or of some. */
  readonly nav?: {
    readonly icon: Icon;
    readonly order: number;
    readonly bottom?: true | readonly Role[];
    /** Paths that belong to it without beginning with its own. */
    readonly also?: readonly string[];
  };
  /** Inside the head and the tabs of one HCP; `tab` is its label there. */
  readonly parent?: "hcp";
  readonly tab?: string;
  readonly load: () => Promise<{ readonly Screen: ComponentType }>;
}

const rep = ["rep"] as const satisfies readonly Role[];
const watches = ["rep", "compliance", "admin"] as const satisfies readonly Role[];
const tests = ["marketer", "compliance", "analyst", "admin"] as const satisfies readonly Role[];
const gallery = ["rep", "marketer", "reviewer", "compliance"] as const satisfies readonly Role[];
const library = ["rep", "marketer", "reviewer"] as const satisfies readonly Role[];

/** Every screen of the app but `/` (the start page of the role) and `/me`. Order is that of the tabs of an HCP. */
export const SCREENS: readonly ScreenEntry[] = [
  {
    path: "/today",
    title: "Today",
    roles: rep,
    nav: { icon: IconSunHigh, order: 10, bottom: true },
    load: () => import("../features/insights/today-screen.tsx"),
  },
  {
    path: "/hcps",
    title: "HCPs",
    roles: watches,
    nav: { icon: IconUsers, order: 20, bottom: true },
    load: () => import("../features/directory/hcp-list-screen.tsx"),
  },
  {
    path: "/hcps/$hcpId",
    title: "HCP",
    tab: "Overview",
    parent: "hcp",
    roles: watches,
    load: () => import("../features/insights/hcp-overview-screen.tsx"),
  },
  {
    path: "/hcps/$hcpId/timeline",
    title: "Timeline",
    tab: "Timeline",
    parent: "hcp",
    roles: watches,
    load: () => import("../features/insights/hcp-timeline-screen.tsx"),
  },
  {
    path: "/hcps/$hcpId/page",
    title: "Page",
    tab: "Page",
    parent: "hcp",
    roles: ["rep", "admin"],
    load: () => import("../features/spaces/page-editor-screen.tsx"),
  },
  {
    path: "/hcps/$hcpId/messages",
    title: "Messages",
    tab: "Messages",
    parent: "hcp",
    roles: watches,
    load: () => import("../features/messaging/hcp-messages-screen.tsx"),
  },
  {
    path: "/hcps/$hcpId/consent",
    title: "Consent",
    tab: "Consent",
    parent: "hcp",
    roles: watches,
    load: () => import("../features/consent/hcp-consent-screen.tsx"),
  },
  {
    path: "/hcps/$hcpId/compose",
    title: "New invitation",
    parent: "hcp",
    roles: rep,
    load: () => import("../features/messaging/compose-screen.tsx"),
  },
  {
    path: "/hcps/$hcpId/visit",
    title: "QR code",
    parent: "hcp",
    roles: rep,
    load: () => import("../features/spaces/visit-code-screen.tsx"),
  },
  {
    path: "/compose",
    title: "New invitation",
    roles: rep,
    load: () => import("../features/messaging/choose-person-screen.tsx"),
  },
  {
    path: "/bulks",
    title: "Invited together",
    roles: rep,
    load: () => import("../features/messaging/bulks-screen.tsx"),
  },
  {
    path: "/bulks/new",
    title: "Invite several",
    roles: rep,
    load: () => import("../features/messaging/bulk-compose-screen.tsx"),
  },
  {
    path: "/bulks/$bulkId",
    title: "Invite several",
    roles: rep,
    load: () => import("../features/messaging/bulk-screen.tsx"),
  },
  {
    path: "/messages",
    title: "Messages",
    roles: rep,
    nav: { icon: IconSend, order: 30, also: ["/bulks"] },
    load: () => import("../features/messaging/messages-screen.tsx"),
  },
  {
    path: "/review",
    title: "Review desk",
    roles: ["reviewer"],
    nav: { icon: IconChecklist, order: 35, bottom: true },
    load: () => import("../features/content/review-desk-screen.tsx"),
  },
  {
    path: "/review/$versionId",
    title: "Review",
    roles: ["reviewer"],
    load: () => import("../features/content/review-screen.tsx"),
  },
  {
    path: "/library",
    title: "Library",
    roles: library,
    nav: { icon: IconLayoutGrid, order: 40, bottom: true },
    load: () => import("../features/content/library-screen.tsx"),
  },
  {
    path: "/library/$versionId",
    title: "Item",
    roles: library,
    load: () => import("../features/content/item-screen.tsx"),
  },
  {
    path: "/templates",
    title: "Templates",
    roles: gallery,
    nav: { icon: IconTemplate, order: 42 },
    load: () => import("../features/templates/templates-screen.tsx"),
  },
  {
    path: "/templates/new",
    title: "New template",
    roles: ["marketer"],
    load: () => import("../features/templates/edit-template-screen.tsx"),
  },
  {
    path: "/templates/$templateVersionId",
    title: "Template",
    roles: gallery,
    load: () => import("../features/templates/template-screen.tsx"),
  },
  {
    path: "/templates/$templateVersionId/edit",
    title: "Edit template",
    roles: ["marketer"],
    load: () => import("../features/templates/edit-template-screen.tsx"),
  },
  {
    path: "/notes",
    title: "Notes",
    roles: ["compliance"],
    nav: { icon: IconMessageSearch, order: 53, bottom: true },
    load: () => import("../features/messaging/notes-screen.tsx"),
  },
  {
    path: "/words",
    title: "Restricted words",
    roles: ["compliance", "admin"],
    nav: { icon: IconBan, order: 54 },
    load: () => import("../features/templates/words-screen.tsx"),
  },
  {
    path: "/upload",
    title: "Upload",
    roles: ["marketer"],
    nav: { icon: IconUpload, order: 45, bottom: true },
    load: () => import("../features/media/upload-screen.tsx"),
  },
  {
    path: "/insights",
    title: "Insights",
    roles: rep,
    nav: { icon: IconChartDots, order: 50 },
    load: () => import("../features/insights/insights-screen.tsx"),
  },
  {
    path: "/texts",
    title: "Texts",
    roles: ["compliance", "admin", "safety"],
    nav: { icon: IconMessage2, order: 55, bottom: true },
    load: () => import("../features/inbound/texts-screen.tsx"),
  },
  {
    path: "/questions",
    title: "Questions",
    roles: ["rep", "msl", "safety"],
    // a rep's bar is full: Today leads there
    nav: { icon: IconHelpCircle, order: 56, bottom: ["msl", "safety"] },
    load: () => import("../features/inbound/questions-screen.tsx"),
  },
  {
    path: "/experiments",
    title: "Tests",
    roles: tests,
    nav: { icon: IconFlask, order: 58 },
    load: () => import("../features/experiments/experiments-screen.tsx"),
  },
  {
    path: "/experiments/new",
    title: "New test",
    roles: ["marketer"],
    load: () => import("../features/experiments/plan-screen.tsx"),
  },
  {
    path: "/experiments/$experimentId",
    title: "Test",
    roles: tests,
    load: () => import("../features/experiments/experiment-screen.tsx"),
  },
  {
    path: "/experiments/$experimentId/plan",
    title: "Change test",
    roles: ["marketer"],
    load: () => import("../features/experiments/plan-screen.tsx"),
  },
  {
    path: "/imports",
    title: "Imports",
    roles: ["admin"],
    nav: { icon: IconTableImport, order: 60, bottom: true },
    load: () => import("../features/directory/imports-screen.tsx"),
  },
  {
    path: "/imports/$importId",
    title: "Import",
    roles: ["admin"],
    load: () => import("../features/directory/import-screen.tsx"),
  },
];
