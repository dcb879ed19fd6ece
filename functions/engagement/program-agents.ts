/**
 * Words in a user agent that only programs use: crawlers, previews, mail scanners, headless browsers and libraries
 * (domain-rules 3.5). `Cubot` is a maker of phones.
 */
const PROGRAM = new RegExp(
  [
    // crawlers and previews of messengers
    "(?<!cu)bot(?![a-z])",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "facebookexternalhit",
    "facebookcatalog",
    "facebot",
    "whatsapp/",
    "embedly",
    "iframely",
    "vkshare",
    "skypeuri",
    "google-safety",
    "googleother",
    "google-read-aloud",
    "chrome-lighthouse",
    // what looks at mails before people do
    "scan",
    "barracuda",
    "mimecast",
    "proofpoint",
    "fireeye",
    "symantec",
    "trend ?micro",
    "forcepoint",
    "cloudmark",
    "sophos",
    "safelinks",
    "ms-office",
    "microsoft office",
    "microsoft outlook",
    "googleimageproxy",
    "yahoomailproxy",
    // browsers without a screen, and what drives them
    "headless",
    "phantomjs",
    "puppeteer",
    "playwright",
    "selenium",
    // libraries
    "curl",
    "wget",
    "python",
    "java/",
    "go-http",
    "okhttp",
    "^node\\b",
    "node-fetch",
    "undici",
    "axios",
    "got \\(",
    "libwww",
    "httpclient",
    "winhttp",
    "ruby",
    "^php",
    "dalvik",
    "cfnetwork",
  ].join("|"),
  "i",
);

/** Whether a user agent says of itself that it is a program; so does one that says nothing. */
export function isProgram(userAgent: string | undefined): boolean {
  return userAgent === undefined || userAgent.trim() === "" || PROGRAM.test(userAgent);
}

/**
 * Autonomous systems of clouds and of companies that scan mail: people are seldom there, but a clinic's proxy may be, so
 * that this is only one piece of evidence. Public registrations: Microsoft, Amazon (two), Google (two), Oracle, OVH,
 * Hetzner, DigitalOcean, Linode, Proofpoint, Mimecast (two), Barracuda, Cisco IronPort, Zscaler (two), Symantec/Broadcom,
 * Trend Micro, Fortinet, Sophos.
 */
const NOT_A_CLINIC: ReadonlySet<string> = new Set([
  "8075",
  "16509",
  "14618",
  "15169",
  "396982",
  "31898",
  "16276",
  "24940",
  "14061",
  "63949",
  "22843",
  "30031",
  "42427",
  "15324",
  "16417",
  "22616",
  "53813",
  "26527",
  "16880",
  "40934",
  "201549",
]);

/** Whether the network of a request is a cloud's or a mail scanner's. */
export function isScannersNetwork(asn: string | undefined): boolean {
  return asn !== undefined && NOT_A_CLINIC.has(asn);
}
