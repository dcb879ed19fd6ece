import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { FileOrder } from "./test/file-order.ts";
import { HOUSES } from "./test/workers-own.ts";

/** CI tells a broken house from a busy machine by a second look; at a desk the first look counts. */
const RETRIES = process.env.CI ? 1 : 0;

/** Files at once where each stands for itself: one more than two cores, because faults and load wait more than they work. */
const FILES_AT_ONCE = Math.max(3, availableParallelism());

/**
 * `npm run bench` has a command of its own; cloud tests skip themselves unless a stage is named. Where `isolate` is off a
 * worker loads the source once for all its files: no test here leaves anything behind in a module.
 */
export default defineConfig({
  test: {
    // CI adds up the results of several runs
    reporters: process.env.CI
      ? ["default", ["json", { outputFile: process.env.TEST_RESULTS ?? "dist/test-results.json" }]]
      : ["default"],
    sequence: { sequencer: FileOrder },
    projects: [
      {
        test: {
          name: "unit",
          isolate: false,
          maxWorkers: FILES_AT_ONCE,
          include: ["{shared,functions,web,local}/**/*.test.{ts,tsx}", "test/model/**/*.test.ts"],
          // some encode film or start processes, beside two files more
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        test: {
          name: "infra",
          isolate: false,
          maxWorkers: FILES_AT_ONCE,
          include: ["infra/**/*.test.ts"],
          globalSetup: ["infra/testing/synthesize-once.ts"],
          // each bundles or synthesizes everything
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "journeys",
          isolate: false,
          include: ["test/journeys/**/*.test.ts"],
          globalSetup: ["test/journeys/shared-house.ts"],
          // Each worker has a house of its own, and one journey in it after the other, because each fixes its clock.
          maxWorkers: HOUSES,
          sequence: { groupOrder: 1 },
          retry: RETRIES,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "faults",
          include: ["test/faults/**/*.test.ts"],
          // Each starts, hurts and ends stacks of its own.
          maxWorkers: FILES_AT_ONCE,
          retry: RETRIES,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "load",
          include: ["test/load/**/*.test.ts"],
          // Counts and bytes only: times are for `npm run bench`.
          maxWorkers: FILES_AT_ONCE,
          retry: RETRIES,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "browser",
          isolate: false,
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/browser/browser-house.ts"],
          // As the journeys, and last: pages are slow beside anything else.
          maxWorkers: HOUSES,
          sequence: { groupOrder: 2 },
          retry: RETRIES,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        test: {
          name: "cloud",
          include: ["test/cloud/**/*.test.ts"],
          maxWorkers: FILES_AT_ONCE,
          testTimeout: 30_000,
        },
      },
    ],
  },
});
