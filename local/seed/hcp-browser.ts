const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1";
/** What the scanners of mailboxes say that they are. */
export const SCANNER = "Mozilla/5.0 (compatible; MailSafetyBot/3.1; link scanner)";

/** What the gate's script tells of a finger; a page may be a second ahead of the server's clock. */
const TOUCH = { pressed_by: "touch", dwell_ms: "1000" } as const;

/** How often the page sends, ms. */
const FLUSH_MS = 10_000;

/** The browser of an HCP, or of a scanner in front of a mailbox: follows links, presses buttons, reports what it played. */
export class HcpBrowser {
  readonly #origin: string;
  readonly #userAgent: string;
  #cookies = new Map<string, string>();
  #seq = 0;

  constructor(origin: string, userAgent = PHONE) {
    this.#origin = origin;
    this.#userAgent = userAgent;
  }

  /** Opens a page; a link of a mail may have been written for another port of this house. */
  async open(link: string): Promise<string> {
    return this.#request(new URL(link).pathname, {});
  }

  /** Presses the button of the page's first form, as a person does; others are at its foot. */
  async press(link: string, page: string, fields: Readonly<Record<string, string>> = {}): Promise<string> {
    const [form = page] = /<form[\s\S]*?<\/form>/.exec(page) ?? [];
    // an empty value is written as `value` alone
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value(?:="([^"]*)")?/g)].map(
      ([, name = "", value = ""]) => [name, value] as const,
    );
    const hand = hidden.some(([name]) => name === "pressed_by") ? TOUCH : {};
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...hand, ...fields });
    return this.#request(new URL(link).pathname, { method: "POST", body });
  }

  /**
   * Reports the spans of a film that were played in front of somebody, in order, as the page's own script does: that it
   * came on screen, and every ten seconds what was played and how long it was looked at. A visit cannot claim more time
   * than it lasted, so business time has to be as far by then.
   */
  async watch(versionId: string, spans: readonly (readonly [from: number, to: number])[]): Promise<void> {
    await this.#beacon({ items: [versionId], k: [3], i: [0], a: [0], b: [0], r: [100] });
    for (const [from, to] of spans) {
      const last = Math.round(to * 1000);
      for (let start = Math.round(from * 1000); start < last; start += FLUSH_MS) {
        const end = Math.min(start + FLUSH_MS, last);
        await this.#beacon({
          items: [versionId],
          k: [1, 2],
          i: [0, 0],
          a: [start, 0],
          b: [end, end - start],
          r: [100, 100],
        });
      }
    }
  }

  /** Reports how long the page of a document was looked at, and each opening of its PDF, as the page's own script does. */
  async read(
    versionId: string,
    { seconds, opened }: { readonly seconds: number; readonly opened: number },
  ): Promise<void> {
    const one = { items: [versionId], i: [0], a: [0], r: [100] };
    await this.#beacon({ ...one, k: [3], b: [0] });
    for (let left = seconds * 1000; left > 0; left -= FLUSH_MS)
      await this.#beacon({ ...one, k: [2], b: [Math.min(FLUSH_MS, left)] });
    for (let press = 0; press < opened; press++) await this.#beacon({ ...one, k: [4], b: [0] });
  }

  async #beacon(columns: object): Promise<void> {
    const answer = await fetch(`${this.#origin}/e`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: this.#cookie() },
      body: JSON.stringify({ seq: this.#seq++, ...columns }),
    });
    if (answer.status !== 204) throw new Error(`a beacon was answered ${answer.status}`);
  }

  async #request(path: string, init: RequestInit): Promise<string> {
    const answer = await fetch(`${this.#origin}${path}`, {
      ...init,
      redirect: "manual",
      headers: {
        cookie: this.#cookie(),
        "user-agent": this.#userAgent,
      },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (answer.status === 303 && location !== null) return this.#request(location, {});
    if (!answer.ok) throw new Error(`${init.method ?? "GET"} ${path.slice(0, 3)}… answered ${answer.status}`);
    return answer.text();
  }

  #cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}
