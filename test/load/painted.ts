/** What a browser noted of a page's load, milliseconds from the press on the link. */
export interface Painted {
  readonly fcp: number;
  readonly lcp: number;
  /** Sum of all shifts of the layout. */
  readonly cls: number;
  /** Requests that were under way before the largest paint, the page's own among them. */
  readonly requests: number;
}

/** Runs in the page. No function in it has a name: the loader would mark it, and the page knows no marks. */
export async function painted(): Promise<Painted> {
  const [paints = [], largest = [], shifts = []] = await Promise.all(
    ["paint", "largest-contentful-paint", "layout-shift"].map(
      (type) =>
        new Promise<PerformanceEntryList>((done) => {
          new PerformanceObserver((list) => done(list.getEntries())).observe({ type, buffered: true });
          setTimeout(() => done([]), 300);
        }),
    ),
  );
  const lcp = largest.at(-1)?.startTime ?? Number.NaN;
  return {
    fcp: paints.find(({ name }) => name === "first-contentful-paint")?.startTime ?? Number.NaN,
    lcp,
    cls: shifts.reduce(
      (sum, shift) => sum + ((shift as PerformanceEntry & { value?: number }).value ?? 0),
      0,
    ),
    // what the browser's own controls draw is not asked of anybody, and not listed here
    requests: 1 + performance.getEntriesByType("resource").filter(({ startTime }) => startTime < lcp).length,
  };
}
