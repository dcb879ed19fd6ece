import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./option-card.module.css";

/** One of several ways as a card with a radio button; a closed one stays in view with its reason. */
export function OptionCard(props: {
  readonly name: string;
  readonly value: string;
  readonly icon: Icon;
  readonly label: string;
  readonly checked: boolean;
  /** Looks closed, and still can be chosen to read why. @default false */
  readonly closed?: boolean;
  readonly onChoose: () => void;
  readonly children?: ReactNode;
}) {
  const { name, value, icon: Glyph, label, checked, closed = false, onChoose, children } = props;
  return (
    <label className={classes.card} data-checked={checked} data-closed={closed}>
      <input
        className={classes.radio}
        type="radio"
        name={name}
        value={value}
        checked={checked}
        onChange={onChoose}
      />
      <span className={classes.words}>
        <span className={classes.label}>
          <Glyph size={16} stroke={1.75} aria-hidden />
          {label}
        </span>
        <span className={classes.note}>{children}</span>
      </span>
    </label>
  );
}
