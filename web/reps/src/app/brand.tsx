import { Link } from "@tanstack/react-router";
import classes from "./shell.module.css";

/** The name of the house. */
export function Brand() {
  return (
    <Link to="/" className={classes.brand} aria-label="Invito, start">
      <img src="/favicon.svg" alt="" width={22} height={22} />
      <span>Invito</span>
    </Link>
  );
}
