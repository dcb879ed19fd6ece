/**
 * What the local runtime does with every resource type and property. A type or property that is not listed here is
 * unsupported and named at start. `inert` needs a reason that is true: what the property does on AWS and why nothing
 * on one machine depends on it.
 */
export type PropertySupport = "honoured" | { readonly inert: string } | { readonly unsupported: string };

export type TypeSupport =
  | { readonly inert: string }
  | { readonly unsupported: string }
  /** Keys are property paths; a listed `A.B` makes the walk descend into `A`, also through lists. */
  | { readonly hosted: Readonly<Record<string, PropertySupport>> };

const inert = (reason: string) => ({ inert: reason });
const unsupported = (reason: string) => ({ unsupported: reason });
const honour = (...paths: string[]): Record<string, PropertySupport> =>
  Object.fromEntries(paths.map((path) => [path, "honoured" as const]));

const DESCRIPTION = inert("describes the resource to people");
const TAGS = inert("tags only matter for billing and searching on AWS");
const ALARMS = inert("alarms and dashboards read CloudWatch metrics, which the runtime does not collect");
const LOGS = inert("logs of local functions go to the console and the data directory");
const BACKUP = inert("backups of a laptop's data directory are the laptop's");
const ENCRYPTION_AT_REST = inert("data at rest on a laptop is protected by the laptop's disk encryption");
const OUTSIDE_MONEY = inert("costs and quotas exist only on AWS");
const ANALYTICS = inert("local analysis reads the lake's files directly");
const OWN_NAME = inert("local sites are reached by port, not by an own domain");
const FIREWALL = inert("a server on 127.0.0.1 is not reachable for those whom the firewall keeps out");
const DEPLOYING = inert("only steers the deployment");
const MAIL = inert("the local inbox takes every message and emits its events without registration");

export const SUPPORT: Readonly<Record<string, TypeSupport>> = {
  "AWS::ApiGatewayV2::Api": {
    hosted: {
      ...honour("ProtocolType", "CorsConfiguration"),
      Name: DESCRIPTION,
      Description: DESCRIPTION,
      Tags: TAGS,
      DisableExecuteApiEndpoint: OWN_NAME,
    },
  },
  "AWS::ApiGatewayV2::Authorizer": {
    hosted: {
      ...honour(
        "ApiId",
        "AuthorizerType",
        "IdentitySource",
        "JwtConfiguration.Audience",
        "JwtConfiguration.Issuer",
      ),
      Name: DESCRIPTION,
    },
  },
  "AWS::ApiGatewayV2::Integration": {
    hosted: {
      ...honour("ApiId", "IntegrationType", "IntegrationUri", "PayloadFormatVersion"),
      Description: DESCRIPTION,
      IntegrationMethod: inert("a Lambda integration is always invoked with POST"),
      TimeoutInMillis: unsupported("the API's timeout is 30 s locally"),
    },
  },
  "AWS::ApiGatewayV2::Route": {
    hosted: {
      ...honour("ApiId", "RouteKey", "Target", "AuthorizationType", "AuthorizerId", "AuthorizationScopes"),
      OperationName: DESCRIPTION,
    },
  },
  "AWS::ApiGatewayV2::Stage": {
    hosted: {
      ...honour(
        "ApiId",
        "StageName",
        "AutoDeploy",
        "DefaultRouteSettings.ThrottlingBurstLimit",
        "DefaultRouteSettings.ThrottlingRateLimit",
      ),
      "DefaultRouteSettings.DetailedMetricsEnabled": ALARMS,
      AccessLogSettings: LOGS,
      Description: DESCRIPTION,
      Tags: TAGS,
    },
  },
  "AWS::ApiGatewayV2::ApiMapping": OWN_NAME,
  "AWS::ApiGatewayV2::DomainName": OWN_NAME,
  "AWS::Athena::NamedQuery": ANALYTICS,
  "AWS::Athena::WorkGroup": ANALYTICS,
  "AWS::Backup::BackupPlan": BACKUP,
  "AWS::Backup::BackupSelection": BACKUP,
  "AWS::Backup::BackupVault": BACKUP,
  "AWS::Budgets::Budget": OUTSIDE_MONEY,
  "AWS::CDK::Metadata": inert("tells AWS which CDK version wrote the template"),
  "AWS::CertificateManager::Certificate": OWN_NAME,
  "AWS::CloudFront::CachePolicy": { hosted: honour("CachePolicyConfig") },
  "AWS::CloudFront::Distribution": {
    hosted: {
      ...honour(
        "DistributionConfig.CacheBehaviors",
        "DistributionConfig.CustomErrorResponses.ErrorCode",
        "DistributionConfig.CustomErrorResponses.ResponseCode",
        "DistributionConfig.CustomErrorResponses.ResponsePagePath",
        "DistributionConfig.DefaultCacheBehavior",
        "DistributionConfig.DefaultRootObject",
        "DistributionConfig.Origins.DomainName",
        "DistributionConfig.Origins.Id",
        "DistributionConfig.Origins.OriginCustomHeaders",
        "DistributionConfig.Origins.OriginPath",
      ),
      "DistributionConfig.CustomErrorResponses.ErrorCachingMinTTL": inert(
        "the local edge does not cache errors",
      ),
      "DistributionConfig.Origins.ConnectionAttempts": inert("local origins answer at the first attempt"),
      "DistributionConfig.Origins.ConnectionTimeout": inert("local origins answer at the first attempt"),
      "DistributionConfig.Origins.CustomOriginConfig": inert(
        "origins are found by their place in the plan, over plain HTTP",
      ),
      "DistributionConfig.Origins.OriginAccessControlId": inert(
        "the local edge reads a bucket as cloudfront.amazonaws.com and is checked against the bucket's policy",
      ),
      "DistributionConfig.Origins.OriginShield": inert(
        "there is one local edge, so there is nothing to shield",
      ),
      "DistributionConfig.Origins.S3OriginConfig": inert("is empty when an origin access control is used"),
      "DistributionConfig.Aliases": OWN_NAME,
      "DistributionConfig.Comment": DESCRIPTION,
      "DistributionConfig.Enabled": DEPLOYING,
      "DistributionConfig.HttpVersion": inert("HTTP/2 and HTTP/3 need TLS, and 127.0.0.1 is served without"),
      "DistributionConfig.IPV6Enabled": inert("the runtime listens on 127.0.0.1 only"),
      "DistributionConfig.Logging": LOGS,
      "DistributionConfig.PriceClass": OUTSIDE_MONEY,
      "DistributionConfig.Restrictions": FIREWALL,
      "DistributionConfig.ViewerCertificate": OWN_NAME,
      "DistributionConfig.WebACLId": FIREWALL,
      Tags: TAGS,
    },
  },
  "AWS::CloudFront::Function": {
    hosted: {
      ...honour("FunctionCode", "FunctionConfig.Runtime"),
      "FunctionConfig.Comment": DESCRIPTION,
      "FunctionConfig.KeyValueStoreAssociations": unsupported(
        "edge functions have no key-value store locally",
      ),
      AutoPublish: DEPLOYING,
      Tags: TAGS,
      Name: "honoured",
    },
  },
  "AWS::CloudFront::KeyGroup": { hosted: honour("KeyGroupConfig") },
  "AWS::CloudFront::MonitoringSubscription": ALARMS,
  "AWS::CloudFront::OriginAccessControl": {
    hosted: {
      OriginAccessControlConfig: inert(
        "the edge's request is checked by principal, so it is not signed locally",
      ),
    },
  },
  "AWS::CloudFront::OriginRequestPolicy": { hosted: honour("OriginRequestPolicyConfig") },
  "AWS::CloudFront::PublicKey": { hosted: honour("PublicKeyConfig") },
  "AWS::CloudFront::ResponseHeadersPolicy": { hosted: honour("ResponseHeadersPolicyConfig") },
  "AWS::CloudTrail::Trail": LOGS,
  "AWS::CloudWatch::Alarm": ALARMS,
  "AWS::CloudWatch::CompositeAlarm": ALARMS,
  "AWS::CloudWatch::Dashboard": ALARMS,
  "AWS::Cognito::ManagedLoginBranding": inert("the local sign-in page has its own look"),
  "AWS::Cognito::UserPool": {
    hosted: {
      ...honour("UserPoolName", "LambdaConfig.PreTokenGenerationConfig"),
      "LambdaConfig.PreTokenGeneration": inert("CloudFormation copies it from PreTokenGenerationConfig"),
      AccountRecoverySetting: inert("local users have no password to recover"),
      AdminCreateUserConfig: inert("local users come from the seed"),
      AliasAttributes: inert("local users are chosen from a list"),
      AutoVerifiedAttributes: inert("local users come verified from the seed"),
      DeletionProtection: DEPLOYING,
      DeviceConfiguration: inert("the local sign-in remembers no devices"),
      EmailVerificationMessage: inert("the local sign-in sends no messages"),
      EmailVerificationSubject: inert("the local sign-in sends no messages"),
      EnabledMfas: inert("the local sign-in asks for no second factor"),
      MfaConfiguration: inert("the local sign-in asks for no second factor"),
      Policies: inert("local users have no password"),
      Schema: inert("local users carry the attributes of the seed"),
      SmsVerificationMessage: inert("the local sign-in sends no messages"),
      UsernameAttributes: inert("local users are chosen from a list"),
      UsernameConfiguration: inert("local users are chosen from a list"),
      UserPoolAddOns: inert("threat protection watches real sign-ins"),
      UserPoolTags: TAGS,
      UserPoolTier: OUTSIDE_MONEY,
      VerificationMessageTemplate: inert("the local sign-in sends no messages"),
    },
  },
  "AWS::Cognito::UserPoolClient": {
    hosted: {
      ...honour(
        "UserPoolId",
        "CallbackURLs",
        "LogoutURLs",
        "AllowedOAuthScopes",
        "AccessTokenValidity",
        "IdTokenValidity",
        "RefreshTokenValidity",
        "TokenValidityUnits",
      ),
      AllowedOAuthFlows: inert("the local user pool speaks the code flow with PKCE only"),
      AllowedOAuthFlowsUserPoolClient: inert("the local user pool speaks the code flow with PKCE only"),
      ClientName: DESCRIPTION,
      RefreshTokenRotation: inert(
        "a local refresh token is good until it ends, so the grace period has no effect",
      ),
      EnableTokenRevocation: inert("local tokens end with their lifetime"),
      ExplicitAuthFlows: inert("the local user pool speaks the code flow with PKCE only"),
      GenerateSecret: inert("a public client has no secret; one with a secret is named as unsupported"),
      PreventUserExistenceErrors: inert("the local sign-in lists its users"),
      ReadAttributes: inert("local tokens carry the attributes of the seed"),
      SupportedIdentityProviders: inert("the local user pool signs the seed's users in itself"),
      WriteAttributes: inert("local users cannot be changed"),
    },
  },
  "AWS::Cognito::UserPoolDomain": {
    hosted: {
      ...honour("Domain", "UserPoolId"),
      CustomDomainConfig: OWN_NAME,
      ManagedLoginVersion: inert("the local sign-in page has its own look"),
    },
  },
  "AWS::Cognito::UserPoolGroup": {
    hosted: {
      ...honour("UserPoolId", "GroupName"),
      Description: DESCRIPTION,
      Precedence: inert("only chooses among IAM roles, which no group has"),
      RoleArn: unsupported("groups give no AWS credentials locally"),
    },
  },
  "AWS::Cognito::UserPoolIdentityProvider": inert("the local user pool signs the seed's users in itself"),
  "AWS::DynamoDB::Table": {
    hosted: {
      ...honour(
        "TableName",
        "KeySchema",
        "AttributeDefinitions",
        "GlobalSecondaryIndexes",
        "LocalSecondaryIndexes",
        "BillingMode",
        "StreamSpecification.StreamViewType",
        "TimeToLiveSpecification",
        "SSESpecification",
      ),
      ContributorInsightsSpecification: ALARMS,
      DeletionProtectionEnabled: DEPLOYING,
      KinesisStreamSpecification: unsupported("tables feed no Kinesis stream locally"),
      OnDemandThroughput: OUTSIDE_MONEY,
      PointInTimeRecoverySpecification: BACKUP,
      ProvisionedThroughput: OUTSIDE_MONEY,
      ResourcePolicy: unsupported("a table's own policy is not evaluated"),
      TableClass: OUTSIDE_MONEY,
      Tags: TAGS,
      WarmThroughput: OUTSIDE_MONEY,
    },
  },
  "AWS::DynamoDB::GlobalTable": {
    hosted: {
      ...honour(
        "TableName",
        "KeySchema",
        "AttributeDefinitions",
        "GlobalSecondaryIndexes",
        "LocalSecondaryIndexes",
        "BillingMode",
        "StreamSpecification.StreamViewType",
        "TimeToLiveSpecification",
        "SSESpecification",
        "Replicas.SSESpecification",
      ),
      "Replicas.Region": inert(
        "the one replica of this plan is the local table; more are named as unsupported",
      ),
      "Replicas.ContributorInsightsSpecification": ALARMS,
      "Replicas.DeletionProtectionEnabled": DEPLOYING,
      "Replicas.GlobalSecondaryIndexes": OUTSIDE_MONEY,
      "Replicas.KinesisStreamSpecification": unsupported("tables feed no Kinesis stream locally"),
      "Replicas.PointInTimeRecoverySpecification": BACKUP,
      "Replicas.ResourcePolicy": unsupported("a table's own policy is not evaluated"),
      "Replicas.TableClass": OUTSIDE_MONEY,
      "Replicas.Tags": TAGS,
      WarmThroughput: OUTSIDE_MONEY,
      WriteOnDemandThroughputSettings: OUTSIDE_MONEY,
      WriteProvisionedThroughputSettings: OUTSIDE_MONEY,
    },
  },
  "AWS::Events::Archive": BACKUP,
  "AWS::Events::EventBus": {
    hosted: {
      Name: "honoured",
      Description: DESCRIPTION,
      DeadLetterConfig: unsupported("only a rule's targets have dead letters"),
      KmsKeyIdentifier: ENCRYPTION_AT_REST,
      LogConfig: LOGS,
      Policy: unsupported("a bus's own policy is not evaluated"),
      Tags: TAGS,
    },
  },
  "AWS::Events::Rule": {
    hosted: {
      ...honour(
        "Name",
        "EventBusName",
        "EventPattern",
        "ScheduleExpression",
        "State",
        "Targets.Arn",
        "Targets.Id",
        "Targets.Input",
        "Targets.InputPath",
        "Targets.DeadLetterConfig",
        "Targets.RetryPolicy",
        "Targets.RoleArn",
      ),
      "Targets.InputTransformer": unsupported("a rule's input transformer is not applied"),
      Description: DESCRIPTION,
      Tags: TAGS,
    },
  },
  "AWS::Glue::Database": ANALYTICS,
  "AWS::Glue::Table": ANALYTICS,
  "AWS::IAM::ManagedPolicy": {
    hosted: {
      ...honour("ManagedPolicyName", "PolicyDocument", "Roles"),
      Description: DESCRIPTION,
      Path: DESCRIPTION,
    },
  },
  "AWS::IAM::Policy": { hosted: honour("PolicyName", "PolicyDocument", "Roles") },
  "AWS::IAM::Role": {
    hosted: {
      ...honour("RoleName", "AssumeRolePolicyDocument", "Policies", "ManagedPolicyArns"),
      Description: DESCRIPTION,
      MaxSessionDuration: inert("local access keys do not expire"),
      Path: DESCRIPTION,
      PermissionsBoundary: unsupported("a permissions boundary is not evaluated"),
      Tags: TAGS,
    },
  },
  "AWS::KMS::Alias": inert("keys are found by their id"),
  "AWS::KMS::Key": {
    hosted: {
      KeyPolicy: "honoured",
      Description: DESCRIPTION,
      Enabled: DEPLOYING,
      EnableKeyRotation: ENCRYPTION_AT_REST,
      KeySpec: ENCRYPTION_AT_REST,
      KeyUsage: ENCRYPTION_AT_REST,
      MultiRegion: ENCRYPTION_AT_REST,
      PendingWindowInDays: DEPLOYING,
      RotationPeriodInDays: ENCRYPTION_AT_REST,
      Tags: TAGS,
    },
  },
  "AWS::Lambda::EventInvokeConfig": {
    hosted: {
      ...honour(
        "FunctionName",
        "DestinationConfig.OnFailure",
        "MaximumEventAgeInSeconds",
        "MaximumRetryAttempts",
      ),
      "DestinationConfig.OnSuccess": unsupported("results of asynchronous invocations go nowhere"),
      Qualifier: inert("there is one local version of a function"),
    },
  },
  "AWS::Lambda::EventSourceMapping": {
    hosted: {
      ...honour(
        "BatchSize",
        "BisectBatchOnFunctionError",
        "DestinationConfig.OnFailure",
        "Enabled",
        "EventSourceArn",
        "FilterCriteria",
        "FunctionName",
        "FunctionResponseTypes",
        "MaximumBatchingWindowInSeconds",
        "MaximumRecordAgeInSeconds",
        "MaximumRetryAttempts",
        "ParallelizationFactor",
        "ScalingConfig",
        "StartingPosition",
        "TumblingWindowInSeconds",
      ),
      MetricsConfig: ALARMS,
      ProvisionedPollerConfig: OUTSIDE_MONEY,
      Tags: TAGS,
    },
  },
  "AWS::Lambda::Function": {
    hosted: {
      ...honour(
        "Code",
        "DeadLetterConfig",
        "Environment",
        "FunctionName",
        "Handler",
        "MemorySize",
        "ReservedConcurrentExecutions",
        "Role",
        "Runtime",
        "Timeout",
      ),
      Architectures: inert("bundles are plain JavaScript, which runs on any processor"),
      CodeSigningConfigArn: DEPLOYING,
      Description: DESCRIPTION,
      EphemeralStorage: inert("the local /tmp is the laptop's"),
      FileSystemConfigs: unsupported("functions mount no file system"),
      KmsKeyArn: ENCRYPTION_AT_REST,
      Layers: unsupported("functions get no layers"),
      LoggingConfig: LOGS,
      RecursiveLoop: inert("loops are stopped by the developer"),
      RuntimeManagementConfig: DEPLOYING,
      SnapStart: inert("snapshots only shorten cold starts"),
      Tags: TAGS,
      TracingConfig: inert("traces are collected by X-Ray, which is not hosted"),
      VpcConfig: unsupported("functions run in no network of their own"),
    },
  },
  "AWS::Lambda::LayerVersion": inert("a layer alone does nothing; a function that uses one is named"),
  "AWS::Lambda::Permission": {
    hosted: {
      ...honour("Action", "FunctionName", "Principal", "SourceArn", "SourceAccount"),
      FunctionUrlAuthType: unsupported("function URLs are not hosted"),
      InvokedViaFunctionUrl: unsupported("function URLs are not hosted"),
    },
  },
  "AWS::Logs::LogGroup": LOGS,
  "AWS::Logs::MetricFilter": ALARMS,
  "AWS::Logs::QueryDefinition": LOGS,
  "AWS::Logs::ResourcePolicy": LOGS,
  "AWS::MediaConvert::JobTemplate": inert("jobs are described in full by the function that creates them"),
  "AWS::MediaConvert::Queue": inert("there is one local queue of media jobs"),
  "AWS::Pinpoint::App": MAIL,
  "AWS::Route53::HostedZone": OWN_NAME,
  "AWS::Route53::RecordSet": OWN_NAME,
  "AWS::S3::Bucket": {
    hosted: {
      ...honour(
        "BucketName",
        "BucketEncryption",
        "CorsConfiguration.CorsRules",
        "NotificationConfiguration.EventBridgeConfiguration",
        "ObjectLockEnabled",
        "VersioningConfiguration",
      ),
      "NotificationConfiguration.LambdaConfigurations": unsupported(
        "buckets notify through EventBridge only",
      ),
      "NotificationConfiguration.QueueConfigurations": unsupported("buckets notify through EventBridge only"),
      "NotificationConfiguration.TopicConfigurations": unsupported("buckets notify through EventBridge only"),
      IntelligentTieringConfigurations: OUTSIDE_MONEY,
      InventoryConfigurations: ANALYTICS,
      LifecycleConfiguration: inert("objects on a laptop are kept until they are deleted"),
      LoggingConfiguration: LOGS,
      MetricsConfigurations: ALARMS,
      ObjectLockConfiguration: inert("the default retention is longer than local data lives"),
      OwnershipControls: inert("the local S3 has no ACLs"),
      PublicAccessBlockConfiguration: inert("public policies are evaluated as they are written"),
      Tags: TAGS,
    },
  },
  "AWS::S3::BucketPolicy": { hosted: honour("Bucket", "PolicyDocument") },
  "AWS::SecretsManager::ResourcePolicy": inert("a secret's own policy only protects it from deletion"),
  "AWS::SecretsManager::Secret": {
    hosted: {
      ...honour("Name", "SecretString", "GenerateSecretString", "KmsKeyId"),
      Description: DESCRIPTION,
      ReplicaRegions: BACKUP,
      Tags: TAGS,
    },
  },
  "AWS::SES::ConfigurationSet": MAIL,
  "AWS::SES::ConfigurationSetEventDestination": {
    hosted: {
      ...honour(
        "ConfigurationSetName",
        "EventDestination.Enabled",
        "EventDestination.MatchingEventTypes",
        "EventDestination.SnsDestination",
      ),
      "EventDestination.Name": DESCRIPTION,
      "EventDestination.EventBridgeDestination": inert(
        "the default bus gets every event of a configuration set",
      ),
      "EventDestination.CloudWatchDestination": ALARMS,
      "EventDestination.KinesisFirehoseDestination": unsupported("no stream takes events of mails"),
    },
  },
  "AWS::SES::EmailIdentity": MAIL,
  "AWS::SES::Template": unsupported("the local inbox knows no templates"),
  "AWS::SMSVOICE::ConfigurationSet": {
    hosted: {
      ...honour(
        "ConfigurationSetName",
        "EventDestinations.Enabled",
        "EventDestinations.MatchingEventTypes",
        "EventDestinations.SnsDestination",
      ),
      DefaultSenderId: MAIL,
      "EventDestinations.EventDestinationName": DESCRIPTION,
      "EventDestinations.CloudWatchLogsDestination": LOGS,
      "EventDestinations.KinesisFirehoseDestination": unsupported("no stream takes events of texts"),
      MessageFeedbackEnabled: unsupported("nobody gives feedback on texts"),
      ProtectConfigurationId: MAIL,
      Tags: TAGS,
    },
  },
  "AWS::SMSVOICE::OptOutList": MAIL,
  "AWS::SMSVOICE::Pool": MAIL,
  "AWS::SMSVOICE::ProtectConfiguration": MAIL,
  "AWS::SNS::Subscription": {
    hosted: {
      ...honour("TopicArn", "Protocol", "Endpoint", "RawMessageDelivery"),
      DeliveryPolicy: inert("a local queue takes every message at once"),
      FilterPolicy: unsupported("a subscription gets every message of its topic"),
      FilterPolicyScope: unsupported("a subscription gets every message of its topic"),
      RedrivePolicy: inert("a local queue takes every message at once"),
      Region: DEPLOYING,
    },
  },
  "AWS::SNS::Topic": {
    hosted: {
      TopicName: "honoured",
      DisplayName: DESCRIPTION,
      FifoTopic: unsupported("topics keep no order"),
      KmsMasterKeyId: ENCRYPTION_AT_REST,
      Subscription: unsupported("subscriptions are resources of their own"),
      Tags: TAGS,
    },
  },
  "AWS::SNS::TopicPolicy": { hosted: honour("Topics", "PolicyDocument") },
  "AWS::SQS::Queue": {
    hosted: {
      ...honour(
        "QueueName",
        "DelaySeconds",
        "KmsMasterKeyId",
        "MessageRetentionPeriod",
        "RedrivePolicy",
        "VisibilityTimeout",
      ),
      ContentBasedDeduplication: unsupported("queues are standard queues"),
      FifoQueue: unsupported("queues are standard queues"),
      KmsDataKeyReusePeriodSeconds: ENCRYPTION_AT_REST,
      MaximumMessageSize: inert("messages up to AWS's own limit are taken"),
      ReceiveMessageWaitTimeSeconds: inert("the poller decides how long it waits"),
      RedriveAllowPolicy: inert("redrive goes where the source queue says"),
      SqsManagedSseEnabled: ENCRYPTION_AT_REST,
      Tags: TAGS,
    },
  },
  "AWS::SQS::QueuePolicy": { hosted: honour("PolicyDocument", "Queues") },
  "AWS::SSM::Parameter": inert("parameters are read when the template is resolved"),
  "AWS::WAFv2::LoggingConfiguration": LOGS,
  "AWS::WAFv2::WebACL": FIREWALL,
  "AWS::WAFv2::WebACLAssociation": FIREWALL,
  "Custom::CDKBucketDeployment": {
    hosted: {
      ...honour(
        "ServiceToken",
        "SourceBucketNames",
        "SourceObjectKeys",
        "DestinationBucketName",
        "DestinationBucketKeyPrefix",
        "SystemMetadata",
        "SourceMarkers",
        "SourceMarkersConfig",
      ),
      DestinationBucketArn: inert("repeats the destination's name"),
      DistributionId: inert("a local deployment happens before the edge caches anything"),
      DistributionPaths: inert("a local deployment happens before the edge caches anything"),
      Exclude: unsupported("a deployment copies all files"),
      Include: unsupported("a deployment copies all files"),
      OutputObjectKeys: DEPLOYING,
      Prune: inert("a local bucket gets exactly the files of its deployments"),
      RetainOnDelete: DEPLOYING,
      UserMetadata: unsupported("deployed objects carry no user metadata"),
      WaitForDistributionInvalidation: DEPLOYING,
    },
  },
  "Custom::LogRetention": LOGS,
  "Custom::S3AutoDeleteObjects": DEPLOYING,
  "Custom::S3BucketNotifications": {
    hosted: {
      ...honour("BucketName", "NotificationConfiguration.EventBridgeConfiguration", "ServiceToken"),
      "NotificationConfiguration.LambdaFunctionConfigurations": unsupported(
        "buckets notify through EventBridge only",
      ),
      "NotificationConfiguration.QueueConfigurations": unsupported("buckets notify through EventBridge only"),
      "NotificationConfiguration.TopicConfigurations": unsupported("buckets notify through EventBridge only"),
      Managed: DEPLOYING,
      SkipDestinationValidation: DEPLOYING,
    },
  },
};
