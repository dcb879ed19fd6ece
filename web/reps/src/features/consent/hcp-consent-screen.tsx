import { EmptyLine } from "../../ui/empty-line.tsx";

export function Screen() {
  return (
    <>
      <EmptyLine>Nothing here yet.</EmptyLine>
    </>
  );
}
