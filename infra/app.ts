import { App, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { chosenStage, type Stage } from "./config.ts";
import { DataStack } from "./stacks/data.ts";
import { LakeStack } from "./stacks/lake.ts";
import { OperationsStack } from "./stacks/operations.ts";
import { OutreachStack } from "./stacks/outreach.ts";
import { ServiceStack } from "./stacks/service.ts";

/** Adds the stacks of a stage to an app, with the AwsSolutions rules watching. */
export function addStage(app: App, stage: Stage): void {
  const id = (part: string) => `invito-${stage.name}-${part}`;
  const env = { region: stage.region, ...(stage.account === undefined ? {} : { account: stage.account }) };
  const operations = new OperationsStack(app, id("operations"), stage, {
    env,
    description: "Invito: alarms and dashboard",
  });
  const data = new DataStack(app, id("data"), stage, operations, {
    env,
    description: "Invito: tables, buckets, keys, user pool",
  });
  new LakeStack(app, id("lake"), stage, data, operations, {
    env,
    description: "Invito: archive, engagement files, what analysts query",
  });
  const service = new ServiceStack(app, id("service"), stage, data, operations, {
    env,
    description: "Invito: APIs, functions, sites",
  });
  new OutreachStack(app, id("outreach"), service.house, {
    env,
    description: "Invito: permission and messages",
  });
  // CloudFormation's schema of a dashboard knows no tags
  Tags.of(app).add("invito:stage", stage.name, { excludeResourceTypes: ["AWS::CloudWatch::Dashboard"] });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

// The CDK command line starts this file and passes the folder and the context in its environment.
if (process.argv[1] === import.meta.filename) {
  const app = new App();
  addStage(app, chosenStage());
  app.synth();
}
