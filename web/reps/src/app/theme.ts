import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import { TOKENS } from "./tokens.ts";

const iris: MantineColorsTuple = [
  "#EFEDFD",
  "#DFDBFB",
  "#C9C2FA",
  "#B0A7FF",
  "#8F83F2",
  "#6F60E4",
  "#5646CC",
  "#4B3CB8",
  "#3B2F94",
  "#2A2547",
];
const gray: MantineColorsTuple = [
  "#F7F6F3",
  "#F1EFEA",
  "#E5E1DA",
  "#D3CEC5",
  "#B5AFA4",
  "#8A847A",
  "#6B6772",
  "#55515C",
  "#34313A",
  "#1D1B20",
];
const dark: MantineColorsTuple = [
  "#EFEDF2",
  "#BDB9C6",
  "#9A96A4",
  "#7D7988",
  "#34323B",
  "#2B2A31",
  "#232228",
  "#1B1A1F",
  "#131216",
  "#0C0B0F",
];
const green: MantineColorsTuple = [
  "#E6F4EC",
  "#CFE9DA",
  "#A9D8BF",
  "#6FD3A2",
  "#45B581",
  "#279463",
  "#1B7F54",
  "#17704A",
  "#125539",
  "#173125",
];
const amber: MantineColorsTuple = [
  "#FCF2DC",
  "#F8E4B8",
  "#F2D08A",
  "#EDBE62",
  "#D69B2B",
  "#B57A0E",
  "#986300",
  "#855500",
  "#664100",
  "#362A12",
];
const red: MantineColorsTuple = [
  "#FCEAE8",
  "#F9D3CF",
  "#FFB8B1",
  "#FF9D94",
  "#F0695E",
  "#DA4238",
  "#C5322A",
  "#B3261E",
  "#8A1D17",
  "#3E1C1A",
];
const blue: MantineColorsTuple = [
  "#E7F0FA",
  "#CFE1F5",
  "#AACFF5",
  "#86BDF5",
  "#5598DC",
  "#357DC2",
  "#2769AE",
  "#1D5B9E",
  "#164678",
  "#182B40",
];
const coral: MantineColorsTuple = [
  "#FDEDE6",
  "#FBD9CB",
  "#FFBFA6",
  "#FFA282",
  "#FF7F54",
  "#E2552B",
  "#C4461F",
  "#AD3A14",
  "#83290C",
  "#3D2118",
];

const CLOSE = { "aria-label": "Close" };
const SMALLEST = "var(--mantine-font-size-xs)";

/** The look of the app in Mantine's words. */
export const theme = createTheme({
  primaryColor: "iris",
  primaryShade: { light: 6, dark: 5 },
  black: "#1D1B20",
  colors: { iris, gray, dark, green, amber, red, blue, coral },
  fontFamily: '"Inter Variable", Inter, system-ui, sans-serif',
  fontWeights: { regular: "400", medium: "550", bold: "650" },
  defaultRadius: "md",
  respectReducedMotion: true,
  cursorType: "pointer",
  fontSizes: { xs: ".75rem", sm: ".8125rem", md: ".875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { xs: "1.333", sm: "1.385", md: "1.429", lg: "1.5", xl: "1.4" },
  spacing: {
    xs: ".25rem",
    sm: ".5rem",
    md: ".75rem",
    lg: "1rem",
    xl: "1.5rem",
    "2xl": "2rem",
    "3xl": "3rem",
  },
  radius: { xs: ".25rem", sm: ".375rem", md: ".5rem", lg: ".75rem", xl: "1rem" },
  breakpoints: { xs: "20em", sm: "30em", md: "48em", lg: "64em", xl: "90em" },
  shadows: {
    xs: "0 1px 2px rgb(29 27 32/.06)",
    md: "0 6px 20px rgb(29 27 32/.10), 0 1px 3px rgb(29 27 32/.08)",
    xl: "0 24px 64px rgb(29 27 32/.22)",
  },
  components: {
    Button: { defaultProps: { variant: "default", size: "md" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "lg" } },
    Paper: { defaultProps: { withBorder: true, radius: "lg" } },
    Card: { defaultProps: { withBorder: true, radius: "lg" } },
    // Its scroll lock writes a style element, which the site's policy forbids; app.css locks by selector instead.
    Modal: { defaultProps: { lockScroll: false, radius: "lg", closeButtonProps: CLOSE } },
    Drawer: { defaultProps: { lockScroll: false, closeButtonProps: CLOSE } },
    // Mantine's is an element that takes the focus and says nothing.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Mantine takes two pixels off the input's size: 11 px, and nothing is below 12.
    InputWrapper: {
      vars: () => ({
        label: {},
        required: {},
        description: { "--input-description-size": SMALLEST },
        error: { "--input-error-size": SMALLEST },
      }),
    },
    InputDescription: { vars: () => ({ description: { "--input-description-size": SMALLEST } }) },
    InputError: { vars: () => ({ error: { "--input-error-size": SMALLEST } }) },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
  },
});

/** Status colours: our token under Mantine's colour name. */
const STATUS = {
  iris: "iris-text",
  green: "ok",
  amber: "wait",
  blue: "hold",
  red: "stop",
  coral: "heat-text",
} as const;
const BACKGROUND = {
  iris: "iris-bg",
  green: "ok-bg",
  amber: "wait-bg",
  blue: "hold-bg",
  red: "stop-bg",
  coral: "heat-bg",
} as const;

function schemeVariables(scheme: 0 | 1): Record<string, string> {
  const own = Object.entries(TOKENS).map(([name, pair]) => [`--inv-${name}`, pair[scheme]]);
  const statuses = (Object.keys(STATUS) as (keyof typeof STATUS)[]).flatMap((color) => [
    [`--mantine-color-${color}-light`, `var(--inv-${BACKGROUND[color]})`],
    [`--mantine-color-${color}-light-hover`, `var(--inv-${BACKGROUND[color]})`],
    [`--mantine-color-${color}-light-color`, `var(--inv-${STATUS[color]})`],
    [`--mantine-color-${color}-text`, `var(--inv-${STATUS[color]})`],
  ]);
  return {
    ...Object.fromEntries([...own, ...statuses]),
    "--mantine-color-body": "var(--inv-canvas)",
    "--mantine-color-text": "var(--inv-text)",
    "--mantine-color-default": "var(--inv-surface)",
    "--mantine-color-default-hover": "var(--inv-sunken)",
    "--mantine-color-default-border": "var(--inv-line)",
    "--mantine-color-placeholder": "var(--inv-text-3)",
    "--mantine-color-dimmed": "var(--inv-text-3)",
    "--mantine-color-anchor": "var(--inv-iris-text)",
    "--mantine-color-error": "var(--inv-stop)",
    "--mantine-color-success": "var(--inv-ok)",
    "--mantine-color-disabled": "var(--inv-sunken)",
    "--mantine-color-disabled-color": "var(--inv-text-3)",
    "--mantine-color-disabled-border": "var(--inv-line)",
  };
}

/** Mantine's variables on our tokens, and every token as `--inv-<token>`. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: schemeVariables(0),
  dark: schemeVariables(1),
});
