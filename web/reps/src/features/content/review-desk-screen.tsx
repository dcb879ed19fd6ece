import { ReviewDesk } from "./review-desk.tsx";

/** The review desk with what waits longest on it; on a phone the queue alone. */
export function Screen() {
  return <ReviewDesk />;
}
