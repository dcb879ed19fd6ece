import { RemovalPolicy, Stack } from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import type * as kms from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { INDEXES, TTL_ATTRIBUTE } from "../../shared/names.ts";
import { type Fn, viaService } from "./fn.ts";

/** DynamoDB actions a function may be given. Scan is not among them: no request path scans. */
export type TableAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "ConditionCheckItem"
  | "BatchWriteItem";

type Index = (typeof INDEXES)[number];

export interface CapabilityTableProps {
  /** Environment variable by which functions know the table. */
  readonly env: string;
  /** Customer-managed key. @default the key that DynamoDB owns */
  readonly key?: kms.IKey;
  /** Whether changes are streamed, with old and new image. @default false */
  readonly stream?: boolean;
  /** The only actions that may ever be granted. @default all of {@link TableAction} */
  readonly allows?: readonly TableAction[];
}

/**
 * One wall: a retained, deletion-protected on-demand table with the generic key, four generic indexes, TTL and
 * point-in-time recovery.
 */
export class CapabilityTable extends Construct {
  readonly table: dynamodb.Table;
  private readonly props: CapabilityTableProps;

  constructor(scope: Construct, id: string, props: CapabilityTableProps) {
    super(scope, id);
    this.props = props;
    const text = (name: string) => ({ name, type: dynamodb.AttributeType.STRING });
    this.table = new dynamodb.Table(this, "Table", {
      partitionKey: text("pk"),
      sortKey: text("sk"),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: TTL_ATTRIBUTE,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      ...(props.stream === true ? { stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES } : {}),
      ...(props.key === undefined
        ? { encryption: dynamodb.TableEncryption.DEFAULT }
        : { encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED, encryptionKey: props.key }),
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of INDEXES) {
      this.table.addGlobalSecondaryIndex({
        indexName: index,
        partitionKey: text(`${index}pk`),
        sortKey: text(`${index}sk`),
        projectionType: dynamodb.ProjectionType.ALL,
      });
    }
  }

  /** ARN of all streams that the table ever had, as other stacks name it. */
  get streams(): string {
    return `${Stack.of(this).exportValue(this.table.tableArn)}/stream/*`;
  }

  /**
   * Gives a function exactly these actions, the table's name and, with a customer-managed key, the key's actions.
   * `index` adds Query on all four indexes or on the named ones.
   * @throws Error when this wall does not allow an action to anybody
   */
  grant(
    fn: Fn,
    actions: readonly TableAction[],
    options: { readonly index?: true | readonly Index[] } = {},
  ): void {
    const refused = actions.find((action) => this.props.allows?.includes(action) === false);
    if (refused !== undefined)
      throw new Error(`${this.node.path} allows ${refused} to nobody (${fn.node.path})`);
    fn.allow(
      actions.map((action) => `dynamodb:${action}`),
      [this.table.tableArn],
    );
    if (options.index !== undefined) {
      const names = options.index === true ? INDEXES : options.index;
      fn.allow(
        "dynamodb:Query",
        names.map((name) => `${this.table.tableArn}/index/${name}`),
      );
    }
    if (this.props.key !== undefined) {
      // For reads and writes alike DynamoDB unwraps the table's own key in the caller's name, and nothing more.
      fn.allow("kms:Decrypt", [this.props.key.keyArn], viaService(fn, "dynamodb"));
    }
    fn.setEnvironment(this.props.env, this.table.tableName);
  }
}
