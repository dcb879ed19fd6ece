import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";

/** Which of many rows of equal height are in view while the page scrolls, and how much room the others take. */
export function useWindowRows<Place extends HTMLElement = HTMLTableElement>(count: number, height: number) {
  const place = useRef<Place>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const top = place.current?.getBoundingClientRect().top ?? 0;
    setScrollMargin(Math.round(top + window.scrollY));
  }, []);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 6,
    scrollMargin,
    scrollPaddingStart: 96,
    scrollPaddingEnd: 96,
  });
  const items = virtual.getVirtualItems();
  const before = Math.max(0, (items[0]?.start ?? scrollMargin) - scrollMargin);
  const after = Math.max(0, virtual.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin));
  return { place, virtual, before, after };
}
