import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as cognito from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { ROLES } from "../../shared/model/roles.ts";
import type { Wiring } from "../house.ts";
import { acknowledgePoolPlan } from "../nag-acknowledgements.ts";
import { Fn } from "./fn.ts";

/** Cognito itself waits no longer for a trigger. */
const SIGN_IN_PATIENCE = Duration.seconds(5);

/** The people who sign in, with one group per role. Administrators invite; nobody signs up. */
export class People extends Construct {
  readonly pool: cognito.UserPool;
  /** Puts the person's name into access tokens; while it fails, nobody can sign in. */
  readonly naming: Fn;

  constructor(scope: Construct, id: string, house: Wiring) {
    super(scope, id);
    this.pool = new cognito.UserPool(this, "Pool", {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: {
        email: { required: true, mutable: true },
        fullname: { required: true, mutable: true },
      },
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledgePoolPlan(this.pool);
    this.naming = new Fn(this, "OnTokenRequested", house, {
      entry: "directory/on-token-requested",
      description: "Puts the person's name into access tokens",
      timeout: SIGN_IN_PATIENCE,
    });
    this.pool.addTrigger(
      cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      this.naming.function,
      cognito.LambdaVersion.V2_0,
    );
    for (const role of ROLES) {
      const group = new cognito.CfnUserPoolGroup(this, `Group-${role}`, {
        userPoolId: this.pool.userPoolId,
        groupName: role,
      });
      group.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
  }
}
