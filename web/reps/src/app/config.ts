/** What differs between deployments, from `/config.json` beside the app. */
export interface AppConfig {
  readonly stage: string;
  /** Company in whose name people write. */
  readonly companyName: string;
  /** Origin of the pages that HCPs see. */
  readonly hcpOrigin: string;
  readonly signIn: {
    /** `iss` of the tokens. */
    readonly issuer: string;
    /** Where `/oauth2/authorize`, `/oauth2/token` and `/logout` are. */
    readonly origin: string;
    readonly clientId: string;
  };
}

let loaded: Promise<AppConfig> | undefined;

/**
 * The configuration that was deployed with the app; read once.
 * @throws Error when the site has none
 */
export function loadConfig(): Promise<AppConfig> {
  loaded ??= readConfig();
  return loaded;
}

async function readConfig(): Promise<AppConfig> {
  const response = await fetch("/config.json");
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  return (await response.json()) as AppConfig;
}
