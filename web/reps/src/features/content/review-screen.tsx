import { useParams } from "@tanstack/react-router";
import { ReviewDesk } from "./review-desk.tsx";

/** The review desk with one version on it. */
export function Screen() {
  const { versionId } = useParams({ strict: false }) as { readonly versionId: string };
  return <ReviewDesk versionId={versionId} />;
}
