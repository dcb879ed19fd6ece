import type { Assembly, AssemblyStack } from "./assembly.ts";
import { type Identity, identify } from "./identities.ts";
import { holds, NO_VALUE, resolveIntrinsics, type Scope } from "./intrinsics.ts";

/** One existing resource (its condition holds) with its properties resolved on demand. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  /** Property names and values as the template writes them, intrinsics included. */
  readonly template: Readonly<Record<string, unknown>>;
  /** One property with every intrinsic resolved, or undefined. @throws naming stack, logical id and the intrinsic */
  property(name: string): unknown;
  /** What `Ref` and `Fn::GetAtt` return. @throws for a type that has no local identity */
  identity(): Identity;
}

/** All resources of all stacks, with references between them. */
export interface World {
  readonly resources: readonly Resource[];
  ofType(...types: string[]): readonly Resource[];
  /** Absolute path of an asset by its object key. */
  assetPath(objectKey: string): string | undefined;
}

const URL_SUFFIX = "amazonaws.com";

function pseudoParameter(stack: AssemblyStack, name: string): unknown {
  switch (name) {
    case "AWS::AccountId":
      return stack.account;
    case "AWS::Region":
      return stack.region;
    case "AWS::Partition":
      return "aws";
    case "AWS::StackName":
      return stack.name;
    case "AWS::StackId":
      return `arn:aws:cloudformation:${stack.region}:${stack.account}:stack/${stack.name}/local`;
    case "AWS::URLSuffix":
      return URL_SUFFIX;
    case "AWS::NoValue":
      return NO_VALUE;
    case "AWS::NotificationARNs":
      return [];
    default:
      throw new Error(`the pseudo parameter ${name} is not supported`);
  }
}

function parameterValue(type: string, value: unknown): unknown {
  return type.startsWith("List<") || type === "CommaDelimitedList"
    ? String(value)
        .split(",")
        .map((part) => part.trim())
    : value;
}

/** Runs `body`, putting the place in front of what it throws. */
function at<Result>(place: string, body: () => Result): Result {
  try {
    return body();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${place}: ${reason}`, { cause });
  }
}

/** Computes once; a value that needs itself is a circular reference, not an endless loop. */
function once<Value>(compute: () => Value): () => Value {
  let state: { value: Value } | "computing" | undefined;
  return () => {
    if (state === "computing") throw new Error("circular reference");
    if (state === undefined) {
      state = "computing";
      try {
        state = { value: compute() };
      } catch (error) {
        state = undefined;
        throw error;
      }
    }
    return state.value;
  };
}

/**
 * Connects the stacks of an assembly: references inside a stack, exports and imports between them.
 * Nothing is resolved before it is asked for, so the order of stacks and `DependsOn` do not matter.
 */
export function createWorld(assembly: Assembly): World {
  const exports = new Map<string, () => unknown>();
  const importValue = (name: string): unknown => {
    const value = exports.get(name);
    if (value === undefined) throw new Error(`no stack exports ${name}`);
    return value();
  };

  const readStack = (stack: AssemblyStack): Resource[] => {
    const { template } = stack;
    const resources = new Map<string, Resource>();
    const existing = (logicalId: string): Resource => {
      const resource = resources.get(logicalId);
      if (resource === undefined) throw new Error(`there is no resource ${logicalId}`);
      return resource;
    };
    const scope: Scope = {
      ref(name) {
        if (name.startsWith("AWS::")) return pseudoParameter(stack, name);
        const parameter = template.Parameters[name];
        if (parameter === undefined) return existing(name).identity().ref;
        if (parameter.Default === undefined) throw new Error(`the parameter ${name} has no default`);
        return parameterValue(parameter.Type, parameter.Default);
      },
      getAtt(logicalId, attribute) {
        const resource = existing(logicalId);
        const { attributes } = resource.identity();
        const value = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
        if (value === undefined)
          throw new Error(`${resource.type} ${logicalId} has no attribute ${attribute}`);
        return value;
      },
      importValue,
      findInMap(map, first, second) {
        const value = template.Mappings[map]?.[first]?.[second];
        if (value === undefined) throw new Error(`the mapping ${map} has no ${first}.${second}`);
        return value;
      },
      condition(name) {
        if (!Object.hasOwn(template.Conditions, name)) throw new Error(`there is no condition ${name}`);
        return holds(template.Conditions[name], scope);
      },
    };
    for (const [logicalId, { Type: type, Condition, Properties }] of Object.entries(template.Resources)) {
      const place = `${stack.name}/${logicalId}`;
      if (Condition !== undefined && !at(place, () => scope.condition(Condition))) continue;
      const { name, account, region } = stack;
      const property = (propertyName: string): unknown => {
        const value = resolveIntrinsics(Properties[propertyName], scope);
        return value === NO_VALUE ? undefined : value;
      };
      const text = (propertyName: string): string | undefined => {
        const value = property(propertyName);
        return typeof value === "string" ? value : undefined;
      };
      const identity = once(() => {
        const found = identify(type, { stack: name, logicalId, account, region, text });
        if (found === undefined) throw new Error(`nothing may refer to ${type} ${logicalId} locally`);
        return found;
      });
      resources.set(logicalId, {
        stack: name,
        logicalId,
        type,
        account,
        region,
        template: Properties,
        identity: () => at(place, identity),
        property: (propertyName) => at(`${place} ${propertyName}`, () => property(propertyName)),
      });
    }
    for (const [logicalId, output] of Object.entries(template.Outputs)) {
      const { Export, Value, Condition } = output;
      if (Export === undefined || (Condition !== undefined && !scope.condition(Condition))) continue;
      const place = `${stack.name}/${logicalId}`;
      const exportName = at(place, () => String(resolveIntrinsics(Export.Name, scope)));
      exports.set(
        exportName,
        once(() => at(place, () => resolveIntrinsics(Value, scope))),
      );
    }
    return [...resources.values()];
  };

  const resources = assembly.stacks.flatMap(readStack);
  return {
    resources,
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    assetPath: assembly.assetPath,
  };
}
