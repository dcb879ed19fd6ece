import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { moved } from "./arrange-items.ts";
import classes from "./ordered-items.module.css";

interface Ordered {
  readonly id: string;
  readonly name: string;
  readonly content: ReactNode;
}

/**
 * A list whose order counts: by dragging, and for keyboard and thumb by buttons. What happened is said aloud, and the
 * focus stays with the item that moved.
 */
export function OrderedItems(props: {
  readonly label: string;
  readonly items: readonly Ordered[];
  readonly onOrder: (ids: readonly string[]) => void;
  readonly onRemove: (id: string) => void;
  /** Why nothing can be taken away. */
  readonly keepReason?: string | undefined;
}) {
  const { label, items, onOrder, onRemove, keepReason } = props;
  const [said, setSaid] = useState("");
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<number>();
  const list = useRef<HTMLOListElement>(null);
  const ids = items.map((item) => item.id);

  const move = (from: number, to: number) => {
    const item = items[from];
    if (item === undefined || to < 0 || to >= items.length || from === to) return;
    onOrder(moved(ids, from, to));
    setSaid(`${item.name}, now ${to + 1} of ${items.length}.`);
  };
  const press = (from: number, by: 1 | -1) => {
    move(from, from + by);
    const id = ids[from];
    requestAnimationFrame(() => {
      const row = list.current?.querySelector(`[data-id="${id}"]`);
      const wanted = row?.querySelector<HTMLButtonElement>(`[data-by="${by}"]`);
      const other = row?.querySelector<HTMLButtonElement>(`[data-by="${-by}"]`);
      (wanted?.disabled === true ? other : wanted)?.focus();
    });
  };
  const drop = () => {
    const from = ids.indexOf(dragged ?? "");
    if (from >= 0 && over !== undefined) move(from, over);
    setDragged(undefined);
    setOver(undefined);
  };

  return (
    <>
      <ol ref={list} className={classes.list} aria-label={label}>
        {items.map((item, index) => (
          <li
            key={item.id}
            data-id={item.id}
            className={classes.item}
            data-dragged={dragged === item.id}
            data-over={over === index && dragged !== undefined && dragged !== item.id}
            onDragOver={(event) => {
              if (dragged === undefined) return;
              event.preventDefault();
              setOver(index);
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop();
            }}
          >
            <span
              className={classes.grip}
              draggable
              aria-hidden
              onDragStart={(event) => {
                const row = event.currentTarget.parentElement;
                if (row !== null) event.dataTransfer.setDragImage(row, 12, 20);
                event.dataTransfer.effectAllowed = "move";
                setDragged(item.id);
              }}
              onDragEnd={() => {
                setDragged(undefined);
                setOver(undefined);
              }}
            >
              <IconGripVertical size={16} stroke={1.75} />
            </span>
            <span className={classes.number}>{index + 1}</span>
            <span className={classes.content}>{item.content}</span>
            <span className={classes.buttons}>
              <ActionIcon
                className={classes.button}
                data-by={-1}
                aria-label={`Move ${item.name} up`}
                disabled={index === 0}
                onClick={() => press(index, -1)}
              >
                <IconArrowUp size={18} stroke={1.75} aria-hidden />
              </ActionIcon>
              <ActionIcon
                className={classes.button}
                data-by={1}
                aria-label={`Move ${item.name} down`}
                disabled={index === items.length - 1}
                onClick={() => press(index, 1)}
              >
                <IconArrowDown size={18} stroke={1.75} aria-hidden />
              </ActionIcon>
              <ActionIcon
                className={classes.button}
                aria-label={`Take ${item.name} off the page`}
                title={keepReason}
                disabled={keepReason !== undefined}
                onClick={() => {
                  onRemove(item.id);
                  setSaid(`${item.name} is off the page.`);
                }}
              >
                <IconTrash size={18} stroke={1.75} aria-hidden />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}
