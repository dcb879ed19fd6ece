/**
 * Lets a picture that leads to a film's own page play the film in its place. The browser's player waits in a template
 * until then: it is the heaviest thing on the page, and costs a cheap phone more than everything else together.
 * The film that comes tells so by an event `film`, which rises to the document.
 */
export function playHere(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a.play")) {
    link.addEventListener("click", (press) => {
      const video = link.parentElement?.querySelector("template")?.content.querySelector("video");
      const elsewhere = press.metaKey || press.ctrlKey || press.shiftKey || press.altKey;
      if (video === null || video === undefined || elsewhere) return;
      press.preventDefault();
      link.replaceWith(video);
      video.dispatchEvent(new Event("film", { bubbles: true }));
      video.focus();
      // where a browser wants a second press, its own button is there
      video.play().catch(() => undefined);
    });
  }
}
