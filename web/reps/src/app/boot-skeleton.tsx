/** What stands where the app will be: the same as index.html shows before there is an app (public/frame.css). */
export function BootSkeleton() {
  return (
    <div className="frame" aria-busy="true">
      <div className="frame-brand">
        <img src="/favicon.svg" alt="" width={22} height={22} />
        <span>Invito</span>
      </div>
      <p className="frame-word">Opening Invito</p>
    </div>
  );
}
