import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { preloadTags } from "./src/app/preload-tags.ts";
import { themeCss } from "./src/app/theme-css.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Vite's name for the file that it asks the plugin for. */
const THEME = "virtual:theme.css";

/** The app, built into the folder that the site bucket is filled from. Paths in it are absolute: views are at any depth. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    {
      name: "theme-css",
      resolveId: (id) => (id === THEME ? `\0${THEME}` : undefined),
      // A file instead of a style element that Mantine writes at run time: the policy of the site forbids those.
      load: (id) => (id === `\0${THEME}` ? themeCss() : undefined),
    },
    {
      name: "preload-first-screen",
      transformIndexHtml: { order: "post", handler: (_html, { bundle }) => preloadTags(bundle ?? {}) },
    },
  ],
  build: {
    outDir: resolve(ROOT, "dist/site/app"),
    emptyOutDir: false,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: false,
    rolldownOptions: {
      // Schemas of shared/model that the app does not use fall out, and zod with them (21 kB gzipped).
      treeshake: { manualPureFunctions: ["z"] },
    },
  },
});
