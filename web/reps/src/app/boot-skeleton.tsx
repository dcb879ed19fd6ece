import classes from "./boot-skeleton.module.css";

/** What stands where the app will be, once the wait is long enough to be noticed. */
export function BootSkeleton() {
  return (
    <div className={classes.boot} aria-busy="true">
      <p className={classes.word}>Opening Invito</p>
    </div>
  );
}
