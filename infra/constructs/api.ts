import { ArnFormat, Lazy, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as apigateway from "aws-cdk-lib/aws-apigatewayv2";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { type ApiGroup, routeKeyOf } from "../../shared/contracts/endpoint.ts";
import { ENV } from "../../shared/names.ts";
import type { Stage } from "../config.ts";
import { acknowledgePublicRoute } from "../nag-acknowledgements.ts";
import type { Fn } from "./fn.ts";

export interface ApiProps {
  readonly site: "app" | "hcp";
  readonly stage: Stage;
  /** Value of the header by which CloudFront proves itself; every served function gets it. */
  readonly originSecret: string;
  /** Who signs the access tokens of people. @default nobody signs in: every endpoint must be for anyone */
  readonly signIn?: {
    readonly issuer: string /** Made after the API: the client knows the site, the site the API. */;
    readonly audience: () => string;
  };
  /** Requests a second over all callers, and how many may come at once. */
  readonly throttle: { readonly rate: number; readonly burst: number };
}

/**
 * One HTTP API per site. {@link serve} routes an API group to its function: routes and authorization follow the
 * endpoint objects, so an endpoint cannot be routed differently from what its handler and the client believe.
 */
export class Api extends Construct {
  readonly api: apigateway.CfnApi;
  private readonly props: ApiProps;
  private authorizer: apigateway.CfnAuthorizer | undefined;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    this.props = props;
    const { stackName } = Stack.of(this);
    this.api = new apigateway.CfnApi(this, "Api", {
      name: `${stackName}-${props.site}`,
      protocolType: "HTTP",
    });
    const accessLog = new logs.LogGroup(this, "AccessLog", {
      retention: props.stage.logRetentionDays as logs.RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new apigateway.CfnStage(this, "Stage", {
      apiId: this.api.ref,
      stageName: "$default",
      autoDeploy: true,
      accessLogSettings: {
        destinationArn: accessLog.logGroupArn,
        // The route, never the path: paths of the HCP site hold tokens.
        format: JSON.stringify({
          requestId: "$context.requestId",
          at: "$context.requestTime",
          route: "$context.routeKey",
          status: "$context.status",
          milliseconds: "$context.responseLatency",
          integrationError: "$context.integrationErrorMessage",
          authorizerError: "$context.authorizer.error",
        }),
      },
      defaultRouteSettings: {
        throttlingRateLimit: props.throttle.rate,
        throttlingBurstLimit: props.throttle.burst,
        detailedMetricsEnabled: true,
      },
    });
  }

  /** Host name of the API itself; answers only requests with the origin secret. */
  get host(): string {
    const stack = Stack.of(this);
    return `${this.api.ref}.execute-api.${stack.region}.${stack.urlSuffix}`;
  }

  /** Routes and authorizes every endpoint of a group to the function that serves it. */
  serve(group: ApiGroup, fn: Fn): void {
    if (group.site !== this.props.site) throw new Error(`${group.entry} belongs to the ${group.site} site`);
    if (group.entry !== fn.entry) throw new Error(`the group of ${group.entry} is not served by ${fn.entry}`);
    fn.setEnvironment(ENV.originSecret, this.props.originSecret);
    const target = `integrations/${this.integrate(fn).ref}`;
    const routes = new Map(
      Object.values(group.endpoints).map((endpoint) => [routeKeyOf(endpoint), endpoint.who]),
    );
    for (const [routeKey, who] of routes) {
      const route = new apigateway.CfnRoute(this.routesOf(fn), routeKey, {
        apiId: this.api.ref,
        routeKey,
        target,
        ...(who === "anyone"
          ? { authorizationType: "NONE" }
          : { authorizationType: "JWT", authorizerId: this.signInAuthorizer().ref }),
      });
      if (who === "anyone") acknowledgePublicRoute(route);
    }
  }

  /** One integration and one permission per function, however many routes it has. */
  private integrate(fn: Fn): apigateway.CfnIntegration {
    const existing = this.integrations.get(fn.entry);
    if (existing !== undefined) return existing;
    const integration = new apigateway.CfnIntegration(this.routesOf(fn), `Integration-${fn.entry}`, {
      apiId: this.api.ref,
      integrationType: "AWS_PROXY",
      integrationUri: fn.function.functionArn,
      payloadFormatVersion: "2.0",
    });
    new lambda.CfnPermission(fn, `From-${this.props.site}`, {
      action: "lambda:InvokeFunction",
      functionName: fn.function.functionArn,
      principal: "apigateway.amazonaws.com",
      sourceArn: Stack.of(this).formatArn({
        service: "execute-api",
        resource: this.api.ref,
        resourceName: "*/*",
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    });
    this.integrations.set(fn.entry, integration);
    return integration;
  }

  /**
   * Where routes to a function stand: in its stack, because an API must not depend on the stacks that serve it. The path
   * holds no function, so that a route keeps its id when another function of the stack takes it over.
   */
  private routesOf(fn: Fn): Construct {
    const stack = Stack.of(fn);
    if (stack === Stack.of(this)) return this;
    const { id } = this.node;
    const existing = stack.node.tryFindChild(id);
    return existing instanceof Construct ? existing : new Construct(stack, id);
  }

  private readonly integrations = new Map<string, apigateway.CfnIntegration>();

  private signInAuthorizer(): apigateway.CfnAuthorizer {
    const { signIn } = this.props;
    if (signIn === undefined) throw new Error(`nobody signs in to the ${this.props.site} site`);
    this.authorizer ??= new apigateway.CfnAuthorizer(this, "SignIn", {
      apiId: this.api.ref,
      name: "sign-in",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: signIn.issuer, audience: [Lazy.string({ produce: signIn.audience })] },
    });
    return this.authorizer;
  }
}
