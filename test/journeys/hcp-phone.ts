const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1";
/** What the scanners of mailboxes say that they are. */
export const SCANNER = "Mozilla/5.0 (compatible; MailSafetyBot/3.1; link scanner)";
/** The least that a person needs for a gate. The page may be a second ahead of the server's clock, so nobody waits. */
const DWELL_MS = "1000";

/** Who holds a phone: what its browser says that it is, and whether it runs scripts. */
export interface Holder {
  readonly userAgent?: string;
  readonly script?: boolean;
  /** Headers besides, such as those of a prefetch. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An HCP's phone: follows links, keeps the site's cookie, presses buttons. It reads HTML as text, because the pages
 * have to be useful without script; of the gate's script it does what a finger makes it do.
 */
export class HcpPhone {
  private cookies = new Map<string, string>();

  constructor(
    private readonly origin: string,
    private readonly holder: Holder = {},
  ) {}

  /** Opens an address of the site; `path` may be a whole link. */
  async open(path: string): Promise<PageOnPhone> {
    return this.request(path, {});
  }

  /** Presses the button of the page's first form with these fields besides its hidden ones. */
  async submit(page: PageOnPhone, fields: Readonly<Record<string, string>> = {}): Promise<PageOnPhone> {
    return this.press(page, "", fields);
  }

  /** Presses a button of the first form that has this text in it, e.g. a hidden field's `name="change" value="stop"`. */
  async press(
    page: PageOnPhone,
    within: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<PageOnPhone> {
    const forms = [...page.html.matchAll(/<form[\s\S]*?<\/form>/g)].map(([form]) => form);
    const form = forms.find((one) => one.includes(within));
    if (form === undefined)
      throw new Error(`there is no form with ${within} on ${page.path}: ${page.status} ${page.html}`);
    // a form without an action posts to its own page
    const action = /action="([^"]+)"/.exec(form)?.[1] ?? page.path;
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      (match) => [match[1] ?? "", match[2] ?? ""] as const,
    );
    const script = this.holder.script !== false && form.includes('name="pressed_by"');
    const hand = script ? { pressed_by: "touch", dwell_ms: DWELL_MS } : {};
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...hand, ...fields });
    return this.request(action, { method: "POST", body });
  }

  /** Sends a beacon of the space's script; text goes as it is. */
  async beacon(body: object | string): Promise<number> {
    const answer = await fetch(new URL("/e", this.origin), {
      method: "POST",
      headers: { "content-type": "application/json", cookie: this.cookieHeader() },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return answer.status;
  }

  /** Fetches bytes as the player does. */
  async fetchMedia(
    address: string,
    range?: string,
  ): Promise<{ status: number; bytes: Uint8Array; type: string }> {
    const answer = await fetch(
      new URL(address, this.origin),
      range === undefined ? {} : { headers: { range } },
    );
    return {
      status: answer.status,
      bytes: new Uint8Array(await answer.arrayBuffer()),
      type: answer.headers.get("content-type") ?? "",
    };
  }

  private async request(path: string, init: RequestInit): Promise<PageOnPhone> {
    const address = new URL(path, this.origin);
    const { userAgent = PHONE, headers } = this.holder;
    const answer = await fetch(address, {
      ...init,
      redirect: "manual",
      headers: { cookie: this.cookieHeader(), "user-agent": userAgent, ...headers },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split(/=(.*)/s);
      this.cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (answer.status === 303 && location !== null) return this.request(location, {});
    const html = (await answer.text()).replaceAll("&amp;", "&");
    return { path: address.pathname, status: answer.status, html, headers: answer.headers };
  }

  /** The cookies as the phone sends them. */
  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

export interface PageOnPhone {
  readonly path: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}
