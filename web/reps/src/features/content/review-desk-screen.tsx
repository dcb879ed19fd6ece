import { EmptyLine } from "../../ui/empty-line.tsx";
import { PageHead } from "../../ui/page-head.tsx";

export function Screen() {
  return (
    <>
      <PageHead title="Review desk" />
      <EmptyLine>Nothing here yet.</EmptyLine>
    </>
  );
}
