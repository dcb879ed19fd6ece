import { generatedName, LOWER, stableId, stableUuid, UPPER } from "./physical-names.ts";

/** What `Ref` and `Fn::GetAtt` return for a resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A resource whose identity is asked for; `text` resolves a property, undefined when the template does not set it. */
export interface Identifiable {
  readonly stack: string;
  readonly logicalId: string;
  readonly account: string;
  readonly region: string;
  text(property: string): string | undefined;
}

type Identify = (resource: Identifiable) => Identity;

const arn = (service: string, { region, account }: Identifiable, rest: string): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;
const globalArn = (service: string, { account }: Identifiable, rest: string): string =>
  `arn:aws:${service}::${account}:${rest}`;
const seed = ({ stack, logicalId }: Identifiable): string => `${stack}/${logicalId}`;

/** A resource that is addressed by a name: the template's, else CloudFormation's pattern. */
const named =
  (
    property: string,
    maxLength: number,
    attributes: (name: string, of: Identifiable) => Record<string, string>,
  ): Identify =>
  (of) => {
    const name = of.text(property) ?? generatedName(of.stack, of.logicalId, maxLength);
    return { ref: name, attributes: attributes(name, of) };
  };

/** A resource that exists locally only as a name in somebody's property. */
const justNamed = (property: string, maxLength = 128): Identify => named(property, maxLength, () => ({}));
const byId =
  (length: number, alphabet: string, prefix = ""): Identify =>
  (of) => {
    const id = prefix + stableId(seed(of), length, alphabet);
    return { ref: id, attributes: { Id: id } };
  };

const bucket: Identify = (of) => {
  const name = of.text("BucketName") ?? generatedName(of.stack, of.logicalId, 63).toLowerCase();
  return {
    ref: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${of.region}.amazonaws.com`,
    },
  };
};

const queue: Identify = (of) => {
  const name = of.text("QueueName") ?? generatedName(of.stack, of.logicalId, 80);
  return {
    ref: `https://sqs.${of.region}.amazonaws.com/${of.account}/${name}`,
    attributes: { Arn: arn("sqs", of, name), QueueName: name },
  };
};

const httpApi: Identify = (of) => {
  const id = stableId(seed(of), 10, LOWER);
  return {
    ref: id,
    attributes: { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${of.region}.amazonaws.com` },
  };
};

const distribution: Identify = (of) => {
  const id = `E${stableId(seed(of), 13, UPPER)}`;
  return { ref: id, attributes: { Id: id, DomainName: `d${stableId(seed(of), 13, LOWER)}.cloudfront.net` } };
};

const userPool: Identify = (of) => {
  const id = `${of.region}_${stableId(seed(of), 9, UPPER)}`;
  const provider = `cognito-idp.${of.region}.amazonaws.com/${id}`;
  return {
    ref: id,
    attributes: {
      UserPoolId: id,
      Arn: arn("cognito-idp", of, `userpool/${id}`),
      ProviderName: provider,
      ProviderURL: `https://${provider}`,
    },
  };
};

const key: Identify = (of) => {
  const id = stableUuid(seed(of));
  return { ref: id, attributes: { KeyId: id, Arn: arn("kms", of, `key/${id}`) } };
};

const secret: Identify = (of) => {
  const name = of.text("Name") ?? generatedName(of.stack, of.logicalId, 200);
  const ref = arn("secretsmanager", of, `secret:${name}-${stableId(seed(of), 6, LOWER)}`);
  return { ref, attributes: { Id: ref } };
};

const rule: Identify = (of) => {
  const name = of.text("Name") ?? generatedName(of.stack, of.logicalId, 64);
  const bus = of.text("EventBusName") ?? "default";
  const busName = bus.slice(bus.lastIndexOf("/") + 1);
  const path = busName === "default" ? name : `${busName}/${name}`;
  return {
    ref: busName === "default" ? name : `${busName}|${name}`,
    attributes: { Arn: arn("events", of, `rule/${path}`) },
  };
};

const topic: Identify = (of) => {
  const name = of.text("TopicName") ?? generatedName(of.stack, of.logicalId, 256);
  const ref = arn("sns", of, name);
  return { ref, attributes: { TopicArn: ref, TopicName: name } };
};

/** The stream's label is its creation time on AWS; locally a table is as old as its plan. */
const table: Identify = named("TableName", 255, (name, of) => {
  const tableArn = arn("dynamodb", of, `table/${name}`);
  return { Arn: tableArn, StreamArn: `${tableArn}/stream/2026-01-01T00:00:00.000` };
});

const identities: Readonly<Record<string, Identify>> = {
  "AWS::ApiGatewayV2::Api": httpApi,
  "AWS::ApiGatewayV2::Authorizer": byId(6, LOWER),
  "AWS::ApiGatewayV2::Integration": byId(7, LOWER),
  "AWS::ApiGatewayV2::Route": byId(7, LOWER),
  "AWS::ApiGatewayV2::Stage": justNamed("StageName"),
  "AWS::Athena::WorkGroup": justNamed("Name"),
  "AWS::Athena::NamedQuery": (of) => ({
    ref: stableUuid(seed(of)),
    attributes: { NamedQueryId: stableUuid(seed(of)) },
  }),
  "AWS::CertificateManager::Certificate": (of) => ({
    ref: arn("acm", of, `certificate/${stableUuid(seed(of))}`),
    attributes: {},
  }),
  "AWS::CloudFront::CachePolicy": (of) => ({
    ref: stableUuid(seed(of)),
    attributes: { Id: stableUuid(seed(of)) },
  }),
  "AWS::CloudFront::Distribution": distribution,
  "AWS::CloudFront::Function": named("Name", 64, (name, of) => ({
    FunctionARN: globalArn("cloudfront", of, `function/${name}`),
  })),
  "AWS::CloudFront::KeyGroup": (of) => ({
    ref: stableUuid(seed(of)),
    attributes: { Id: stableUuid(seed(of)) },
  }),
  "AWS::CloudFront::OriginAccessControl": byId(13, UPPER, "E"),
  "AWS::CloudFront::OriginRequestPolicy": (of) => ({
    ref: stableUuid(seed(of)),
    attributes: { Id: stableUuid(seed(of)) },
  }),
  "AWS::CloudFront::PublicKey": byId(13, UPPER, "K"),
  "AWS::CloudFront::ResponseHeadersPolicy": (of) => ({
    ref: stableUuid(seed(of)),
    attributes: { Id: stableUuid(seed(of)) },
  }),
  "AWS::CloudWatch::Alarm": named("AlarmName", 255, (name, of) => ({
    Arn: arn("cloudwatch", of, `alarm:${name}`),
  })),
  "AWS::Cognito::UserPool": userPool,
  "AWS::Cognito::UserPoolClient": (of) => {
    const id = stableId(seed(of), 26, LOWER);
    return { ref: id, attributes: { ClientId: id } };
  },
  "AWS::Cognito::UserPoolDomain": justNamed("Domain", 63),
  "AWS::Cognito::UserPoolGroup": justNamed("GroupName"),
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::DynamoDB::Table": table,
  "AWS::Events::EventBus": named("Name", 256, (name, of) => ({
    Name: name,
    Arn: arn("events", of, `event-bus/${name}`),
  })),
  "AWS::Events::Rule": rule,
  "AWS::Glue::Database": (of) => {
    const input = of.text("DatabaseName") ?? generatedName(of.stack, of.logicalId, 255).toLowerCase();
    return { ref: input, attributes: {} };
  },
  "AWS::Glue::Table": justNamed("TableName"),
  "AWS::IAM::ManagedPolicy": (of) => {
    const name = of.text("ManagedPolicyName") ?? generatedName(of.stack, of.logicalId, 128);
    return { ref: globalArn("iam", of, `policy/${name}`), attributes: {} };
  },
  "AWS::IAM::Policy": justNamed("PolicyName"),
  "AWS::IAM::Role": named("RoleName", 64, (name, of) => ({
    Arn: globalArn("iam", of, `role/${name}`),
    RoleId: `AROA${stableId(seed(of), 17, UPPER)}`,
  })),
  "AWS::KMS::Key": key,
  "AWS::Lambda::EventSourceMapping": (of) => ({
    ref: stableUuid(seed(of)),
    attributes: { Id: stableUuid(seed(of)) },
  }),
  "AWS::Lambda::Function": named("FunctionName", 64, (name, of) => ({
    Arn: arn("lambda", of, `function:${name}`),
  })),
  "AWS::Logs::LogGroup": named("LogGroupName", 512, (name, of) => ({
    Arn: arn("logs", of, `log-group:${name}:*`),
  })),
  "AWS::MediaConvert::JobTemplate": named("Name", 128, (name, of) => ({
    Name: name,
    Arn: arn("mediaconvert", of, `jobTemplates/${name}`),
  })),
  "AWS::MediaConvert::Queue": named("Name", 128, (name, of) => ({
    Name: name,
    Arn: arn("mediaconvert", of, `queues/${name}`),
  })),
  "AWS::Pinpoint::App": (of) => {
    const id = stableId(seed(of), 32, "0123456789abcdef");
    return { ref: id, attributes: { Arn: arn("mobiletargeting", of, `apps/${id}`) } };
  },
  "AWS::S3::Bucket": bucket,
  "AWS::SecretsManager::Secret": secret,
  "AWS::SES::ConfigurationSet": justNamed("Name", 64),
  "AWS::SES::EmailIdentity": named("EmailIdentity", 256, () => ({})),
  "AWS::SMSVOICE::ConfigurationSet": named("ConfigurationSetName", 64, (name, of) => ({
    Arn: arn("sms-voice", of, `configuration-set/${name}`),
  })),
  "AWS::SNS::Topic": topic,
  "AWS::SQS::Queue": queue,
  "AWS::SSM::Parameter": named("Name", 256, (_, of) => ({ Value: of.text("Value") ?? "" })),
  "AWS::WAFv2::WebACL": (of) => ({
    ref: `${of.text("Name") ?? of.logicalId}|${stableUuid(seed(of))}|${of.text("Scope") ?? "REGIONAL"}`,
    attributes: {
      Arn: arn("wafv2", of, `global/webacl/${of.text("Name") ?? of.logicalId}/${stableUuid(seed(of))}`),
    },
  }),
};

/** Says what `Ref` and `Fn::GetAtt` mean for a resource type, or undefined for a type nobody may refer to locally. */
export function identify(type: string, resource: Identifiable): Identity | undefined {
  return Object.hasOwn(identities, type) ? identities[type]?.(resource) : undefined;
}
