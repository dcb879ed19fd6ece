/**
 * How programs ask for the links of a message, as seen in logs and documented by those who make them; addresses and
 * networks are of the blocks reserved for documentation, unless a network is the point. None of these is a person.
 */
export interface RecordedRequest {
  readonly name: string;
  readonly method?: "GET" | "HEAD";
  readonly userAgent?: string;
  readonly purpose?: string;
}

const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ";
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";

/** User agents of browsers in people's hands: a scanner may show any of them, so that they prove nothing. */
export const BROWSERS = {
  iphone: IPHONE,
  "an Android phone":
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  "a Cubot phone":
    "Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Mobile Safari/537.36",
  "a clinic's computer": `${CHROME}Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
  firefox: "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
  "a mail app's own window":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
} as const;

const agents = (kind: string, list: Readonly<Record<string, string>>): RecordedRequest[] =>
  Object.entries(list).map(([name, userAgent]) => ({ name: `${kind}: ${name}`, userAgent }));

/** Requests that say by their own headers that nobody looks. */
export const PROGRAMS: readonly RecordedRequest[] = [
  ...agents("preview of a messenger", {
    "iMessage, from the sender's phone":
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    Facebook: "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    WhatsApp: "WhatsApp/2.23.20.0 A",
    "WhatsApp on iOS": "WhatsApp/2.24.11.80 i",
    Telegram: "TelegramBot (like TwitterBot)",
    Signal: "WhatsApp/2 SignalPreview",
    Slack: "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack's pictures": "Slack-ImgProxy (+https://api.slack.com/robots) Slackbot 1.0",
    Discord: "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    Twitter: "Twitterbot/1.0",
    LinkedIn: "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    Skype: "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
    Teams: `${CHROME}Chrome/116.0.0.0 Safari/537.36 MicrosoftPreview/2.0 +https://aka.ms/MicrosoftPreview`,
    Viber: "Viber/LinkPreview 1.0",
    Iframely: "Iframely/1.3.1 (+https://iframely.com/docs/about)",
    Embedly: "Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)",
    "an Android messages app": "Dalvik/2.1.0 (Linux; U; Android 14; SM-S921B Build/UP1A.231005.007)",
    "an iOS mail app": "LinkPreviewService/1 CFNetwork/1568.300.101 Darwin/24.2.0",
  }),
  ...agents("scanner in front of a mailbox", {
    Barracuda: "Barracuda Sentinel (EE)",
    Mimecast: "Mozilla/5.0 (compatible; Mimecast URL Protect)",
    Proofpoint: "Mozilla/5.0 (compatible; Proofpoint URL Defense)",
    "Trend Micro": "Mozilla/5.0 (compatible; Trend Micro Web Reputation)",
    FireEye: "FireEye ETP URL analysis",
    Forcepoint: "Forcepoint-URL-Sandbox/2.1",
    Sophos: "SophosLabs URL sandbox",
    Symantec: "Symantec Click-time URL Protection",
    Cloudmark: "Cloudmark Authority Engine",
    "one that calls itself a scanner": "Mozilla/5.0 (compatible; MailSafetyBot/3.1; link scanner)",
    "urlscan.io": `${CHROME}Chrome/142.0.0.0 Safari/537.36 urlscan.io`,
    "Office's link check": "Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
    Outlook: "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)",
    "Google's safety check": "Mozilla/5.0 (compatible; Google-Safety; +http://www.google.com/bot.html)",
    "Google's picture proxy":
      "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "Yahoo's picture proxy": "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
  }),
  ...agents("crawler", {
    Google: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Google for phones":
      "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    Bing: "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.0.0 Safari/537.36",
    Yahoo: "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
    Baidu: "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    Apple:
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1)",
    "an archive's": "Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)",
  }),
  ...agents("browser without a screen", {
    Chrome: `${CHROME}HeadlessChrome/142.0.0.0 Safari/537.36`,
    PhantomJS:
      "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
    "one driven by Playwright": `${CHROME}Chrome/142.0.0.0 Safari/537.36 Playwright/1.56.0`,
    "one that measures": `${CHROME}Chrome/142.0.0.0 Safari/537.36 Chrome-Lighthouse`,
  }),
  ...agents("library", {
    curl: "curl/8.10.1",
    Wget: "Wget/1.24.5",
    Python: "python-requests/2.32.3",
    "Python's own": "Python-urllib/3.12",
    Go: "Go-http-client/2.0",
    Java: "Java/17.0.12",
    OkHttp: "okhttp/4.12.0",
    Apache: "Apache-HttpClient/4.5.14 (Java/11.0.24)",
    Perl: "libwww-perl/6.77",
    Ruby: "Ruby",
    PHP: "PHP/8.3.12",
    Node: "node",
    axios: "axios/1.7.7",
    WinHTTP: "Mozilla/4.0 (compatible; Win32; WinHttp.WinHttpRequest.5)",
  }),
  { name: "no user agent at all" },
  { name: "an empty user agent", userAgent: "" },
  ...(["prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip", "prerender"] as const).map(
    (purpose) => ({ name: `a phone's browser ahead of its user: ${purpose}`, userAgent: IPHONE, purpose }),
  ),
  { name: "HEAD by a phone's browser", method: "HEAD", userAgent: IPHONE },
  { name: "HEAD by a clinic's computer", method: "HEAD", userAgent: BROWSERS["a clinic's computer"] },
];
