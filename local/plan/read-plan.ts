import { LOCAL_ACCOUNT, readAssembly } from "./assembly.ts";
import type { Plan } from "./plan.ts";
import { readBuckets, readDeployment, readKey, readSecret, readTable } from "./read-data.ts";
import { readDistributions, readPublicKey } from "./read-distributions.ts";
import { readBus, readQueues, readRule } from "./read-events.ts";
import { readFunctions, readMapping, readPermission } from "./read-functions.ts";
import { readHttpApis } from "./read-http-apis.ts";
import { readRoles } from "./read-roles.ts";
import { readReportTopics, readTopics } from "./read-topics.ts";
import { readUserPools } from "./read-user-pools.ts";
import { deploymentOnly, judge } from "./support.ts";
import { createWorld, type Resource } from "./world.ts";

const DEPLOYMENT_HELPER = "works on the account while a stack is deployed; the runtime does its work itself";

/**
 * Reads a CDK cloud assembly into the plan that the local runtime hosts.
 * @param cdkOutDir folder with `manifest.json`, templates and asset manifests of all stacks
 * @throws when an intrinsic of a hosted resource cannot be resolved, naming its stack and logical id
 */
export function readPlan(cdkOutDir: string): Plan {
  const assembly = readAssembly(cdkOutDir);
  const world = createWorld(assembly);
  const helpers = deploymentOnly(world);
  const isHelper = ({ stack, logicalId }: Resource): boolean => helpers.has(`${stack}/${logicalId}`);

  const inert: { logicalId: string; type: string; reason: string }[] = [];
  const unsupported: string[] = [];
  for (const resource of world.resources) {
    const { logicalId, type } = resource;
    const verdict = isHelper(resource) ? { inert: DEPLOYMENT_HELPER, unsupported: [] } : judge(resource);
    if (verdict.inert !== undefined) inert.push({ logicalId, type, reason: verdict.inert });
    unsupported.push(...verdict.unsupported);
  }
  for (const table of world.ofType("AWS::DynamoDB::GlobalTable")) {
    const replicas = table.property("Replicas");
    if (Array.isArray(replicas) && replicas.length > 1)
      unsupported.push(`${table.stack}/${table.logicalId}: only one replica of a global table is hosted.`);
  }

  const { functions, unsupported: functionGaps } = readFunctions(world, isHelper);
  const { roles, unsupported: roleGaps } = readRoles(world, isHelper);
  const { httpApis, unsupported: apiGaps } = readHttpApis(world);
  const { distributions, unsupported: edgeGaps } = readDistributions(world);
  const { userPools, unsupported: poolGaps } = readUserPools(world);
  const first = assembly.stacks[0];
  return {
    region: first?.region ?? "us-east-1",
    account: first?.account ?? LOCAL_ACCOUNT,
    tables: world.ofType("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable").map(readTable),
    functions,
    roles,
    permissions: world.ofType("AWS::Lambda::Permission").map(readPermission),
    httpApis,
    distributions,
    publicKeys: world.ofType("AWS::CloudFront::PublicKey").map(readPublicKey),
    buckets: readBuckets(world),
    deployments: world
      .ofType("Custom::CDKBucketDeployment")
      .map((resource) => readDeployment(resource, world)),
    queues: readQueues(world),
    topics: readTopics(world),
    reportTopics: readReportTopics(world),
    buses: world.ofType("AWS::Events::EventBus").map(readBus),
    rules: world.ofType("AWS::Events::Rule").map(readRule),
    mappings: world.ofType("AWS::Lambda::EventSourceMapping").map(readMapping),
    keys: world.ofType("AWS::KMS::Key").map(readKey),
    userPools,
    secrets: world.ofType("AWS::SecretsManager::Secret").map(readSecret),
    inert,
    unsupported: [...unsupported, ...functionGaps, ...roleGaps, ...apiGaps, ...edgeGaps, ...poolGaps],
  };
}

/** A plan of nothing, to build partial plans from. */
export const EMPTY_PLAN: Plan = {
  region: "us-east-1",
  account: LOCAL_ACCOUNT,
  tables: [],
  functions: [],
  roles: [],
  permissions: [],
  httpApis: [],
  distributions: [],
  publicKeys: [],
  buckets: [],
  deployments: [],
  queues: [],
  topics: [],
  reportTopics: [],
  buses: [],
  rules: [],
  mappings: [],
  keys: [],
  userPools: [],
  inert: [],
  unsupported: [],
};
