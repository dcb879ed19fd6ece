import { Duration, Stack } from "aws-cdk-lib";
import * as cognito from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { Stage } from "../config.ts";
import type { People } from "./people.ts";

export interface SignInProps {
  readonly stage: Stage;
  readonly people: People;
}

/** The sign-in pages: their address is known before the client, because the app's policy names it. */
export class SignIn extends Construct {
  /** `https://…` of the pages. */
  readonly origin: string;
  private readonly props: SignInProps;

  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id);
    this.props = props;
    const { account, region } = Stack.of(this);
    const prefix = `invito-${props.stage.name}-${account}`;
    new cognito.UserPoolDomain(this, "Domain", {
      userPool: props.people.pool,
      cognitoDomain: { domainPrefix: prefix },
      managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.origin = `https://${prefix}.auth.${region}.amazoncognito.com`;
  }

  /** The SPA as a public client: authorization code with PKCE, short access tokens, rotating refresh tokens. */
  client(appOrigin: string): cognito.UserPoolClient {
    const client = new cognito.UserPoolClient(this, "Client", {
      userPool: this.props.people.pool,
      generateSecret: false,
      // Named, because the flows that Cognito assumes include one that it refuses beside rotating refresh tokens.
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE],
        callbackUrls: [`${appOrigin}/`],
        logoutUrls: [`${appOrigin}/`],
      },
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(12),
      refreshTokenRotationGracePeriod: Duration.seconds(30),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    // Without a branding the new sign-in pages answer with an error.
    new cognito.CfnManagedLoginBranding(this, "Branding", {
      userPoolId: this.props.people.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    return client;
  }
}
