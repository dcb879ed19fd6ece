import { EmptyLine } from "../../ui/empty-line.tsx";
import { PageHead } from "../../ui/page-head.tsx";

export function Screen() {
  return (
    <>
      <PageHead title="Upload" />
      <EmptyLine>Nothing here yet.</EmptyLine>
    </>
  );
}
