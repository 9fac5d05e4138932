import { asObject, asString } from '../request.ts';

type Schema = Record<string, unknown>;

/** The smallest value that satisfies `schema`: enough for a client to parse and check. */
export function minimalValue(schema: unknown, root: unknown = schema, depth = 0): unknown {
  const here = asObject(schema);
  if (!here || depth > 32) return null;
  const target = asString(here['$ref']);
  if (target !== undefined) return minimalValue(resolve(target, root), root, depth + 1);
  if ('const' in here) return here['const'];
  if (Array.isArray(here['enum'])) return here['enum'][0] as unknown;
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const branches = here[key];
    if (Array.isArray(branches)) return minimalValue(branches[0], root, depth + 1);
  }
  const type = Array.isArray(here['type']) ? (here['type'][0] as unknown) : here['type'];
  switch (type ?? ('properties' in here ? 'object' : undefined)) {
    case 'object':
      return minimalObject(here, root, depth);
    case 'array': {
      const least = numberOr(here['minItems'], 0);
      return Array.from({ length: least }, () => minimalValue(here['items'], root, depth + 1));
    }
    case 'string':
      return 'simulated'
        .padEnd(numberOr(here['minLength'], 0), '.')
        .slice(0, numberOr(here['maxLength'], 1000));
    case 'integer':
    case 'number':
      return numberOr(here['minimum'], Math.min(0, numberOr(here['maximum'], 0)));
    case 'boolean':
      return true;
    default:
      return null;
  }
}

function minimalObject(schema: Schema, root: unknown, depth: number): Schema {
  const properties = asObject(schema['properties']) ?? {};
  const required = Array.isArray(schema['required']) ? schema['required'] : Object.keys(properties);
  const value: Schema = {};
  for (const name of required) {
    if (typeof name === 'string') value[name] = minimalValue(properties[name], root, depth + 1);
  }
  return value;
}

function resolve(pointer: string, root: unknown): unknown {
  if (!pointer.startsWith('#')) return undefined;
  const steps = pointer
    .slice(1)
    .split('/')
    .filter((step) => step !== '');
  return steps.reduce<unknown>((value, step) => {
    return asObject(value)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }, root);
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

/**
 * The rule of strict output: every object closed, and every property required. Returns the complaint, with the place.
 */
export function strictSchemaProblem(schema: unknown, path = 'schema'): string | undefined {
  const here = asObject(schema);
  if (!here) return `${path} must be an object`;
  const properties = asObject(here['properties']);
  if (here['type'] === 'object' || properties) {
    if (here['additionalProperties'] !== false) return `${path}: additionalProperties must be false`;
    const required = Array.isArray(here['required']) ? here['required'] : [];
    for (const name of Object.keys(properties ?? {})) {
      if (!required.includes(name)) return `${path}: required must name every property, and lacks ${name}`;
    }
  }
  const children: [string, unknown][] = Object.entries(properties ?? {});
  for (const key of ['$defs', 'definitions']) children.push(...Object.entries(asObject(here[key]) ?? {}));
  if ('items' in here) children.push(['items', here['items']]);
  if (Array.isArray(here['anyOf'])) {
    here['anyOf'].forEach((branch: unknown, index) => children.push([`anyOf[${index}]`, branch]));
  }
  for (const [name, child] of children) {
    const problem = strictSchemaProblem(child, `${path}.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
