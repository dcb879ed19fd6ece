import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./dialog.module.css";

/**
 * A question above the screen: focus stays in it, Escape closes it. Scrolling behind it is not locked, because that would
 * write a style element, which the site's policy forbids.
 */
export function Dialog(props: {
  readonly title: string;
  readonly open: boolean;
  readonly size?: "md" | "lg";
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { title, open, size = "md", onClose, children } = props;
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={size}
      lockScroll={false}
      centered
      classNames={{ header: classes.header, title: classes.title, body: classes.body }}
    >
      {children}
    </Modal>
  );
}
