import { Stack, type StackProps } from "aws-cdk-lib";
import * as athena from "aws-cdk-lib/aws-athena";
import * as glue from "aws-cdk-lib/aws-glue";
import type { Construct } from "constructs";
import { ENGAGEMENT_EXPORT_COLUMNS } from "../../shared/contracts/lake.ts";
import { ENV, LAKE_PREFIX, SECRETS } from "../../shared/names.ts";
import { FILING_CAPABILITIES } from "../capabilities.ts";
import type { Stage } from "../config.ts";
import type { PrivateBucket } from "../constructs/private-bucket.ts";
import { SecretRef } from "../constructs/secret-ref.ts";
import type { Filing } from "../house.ts";
import { NAMED_QUERIES } from "../named-queries.ts";
import { ATHENA_RESULTS, type DataStack } from "./data.ts";
import type { OperationsStack } from "./operations.ts";

/** Partitions are projected in steps of seven days from here. */
const FIRST_MONDAY = "2026-11-02";

/** A query that would read more is stopped: ten gigabytes cost five US cents. */
const SCAN_LIMIT_BYTES = 10 * 1024 ** 3;

/**
 * What is filed and who may read it. The capabilities that write files live here; analysts see: one table over the pseudonymous files, partitions computed from the week (no crawler), a workgroup
 * with a scan limit, and queries to start from. The full-fidelity files have no table.
 */
export class LakeStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    stage: Stage,
    data: DataStack,
    operations: OperationsStack,
    props: StackProps,
  ) {
    super(scope, id, props);
    const filing: Filing = {
      stage,
      alarmTopic: operations.alarmTopic,
      tables: data.tables,
      buckets: data.buckets,
      secrets: {
        pseudonymKey: new SecretRef(this, "PseudonymKey", {
          stage,
          name: SECRETS.pseudonymKey,
          env: ENV.pseudonymKeySecret,
        }),
      },
    };
    for (const [name, Capability] of Object.entries(FILING_CAPABILITIES)) new Capability(this, name, filing);
    this.openToAnalysts(stage, data.buckets.lake);
  }

  private openToAnalysts(stage: Stage, lake: PrivateBucket): void {
    const database = `invito_${stage.name.replaceAll("-", "_")}`;
    const location = `s3://${lake.bucket.bucketName}/${LAKE_PREFIX.export}engagement/`;
    const glueDatabase = new glue.CfnDatabase(this, "Database", {
      catalogId: this.account,
      databaseInput: { name: database, description: "Pseudonymous engagement (domain-rules 8.3)" },
    });
    new glue.CfnTable(this, "Engagement", {
      catalogId: this.account,
      databaseName: database,
      tableInput: {
        name: "engagement",
        tableType: "EXTERNAL_TABLE",
        parameters: {
          "projection.enabled": "true",
          // A partition is the Monday of a week; the finest time that leaves the house.
          "projection.week.type": "date",
          "projection.week.format": "yyyy-MM-dd",
          "projection.week.range": `${FIRST_MONDAY},NOW`,
          "projection.week.interval": "7",
          "projection.week.interval.unit": "DAYS",
          "storage.location.template": `${location}week=\${week}/`,
        },
        partitionKeys: [{ name: "week", type: "string", comment: "Monday of the week of receipt, UTC" }],
        storageDescriptor: {
          columns: ENGAGEMENT_EXPORT_COLUMNS.map(({ name, type, comment }) => ({ name, type, comment })),
          location,
          inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
          outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
          serdeInfo: { serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
        },
      },
    }).addResourceDependency(glueDatabase);

    const workgroup = new athena.CfnWorkGroup(this, "Analysts", {
      name: `invito-${stage.name}-analysts`,
      description: "Queries of the analyst export",
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: SCAN_LIMIT_BYTES,
        resultConfiguration: {
          outputLocation: `s3://${lake.bucket.bucketName}/${ATHENA_RESULTS}`,
          encryptionConfiguration: { encryptionOption: "SSE_S3" },
        },
      },
    });
    for (const { name, description, sql } of NAMED_QUERIES) {
      new athena.CfnNamedQuery(this, name, {
        name,
        description,
        database,
        workGroup: workgroup.name,
        queryString: sql,
      }).addResourceDependency(workgroup);
    }
  }
}
