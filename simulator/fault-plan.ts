import { type Endpoint, FAULTS, type FaultDefinition, type FaultName, type FaultParams } from './faults.ts';

export interface FaultOptions {
  /** How many requests it bites; without it, until cleared. */
  readonly times?: number;
  /** How many requests of the endpoint pass untouched before it begins. */
  readonly skip?: number;
  /** Milliseconds to wait before the fault acts. */
  readonly delayMs?: number;
  readonly params?: FaultParams;
}

export interface ActiveFault {
  readonly name: FaultName;
  readonly definition: FaultDefinition;
  readonly params: FaultParams;
  readonly delayMs: number;
}

interface Armed extends ActiveFault {
  left: number;
  skip: number;
}

/** Which faults are armed. Several of one endpoint are served in the order in which they were armed. */
export class FaultPlan {
  #armed: Armed[] = [];

  arm(name: FaultName, options: FaultOptions = {}): void {
    this.#armed.push({
      name,
      definition: FAULTS[name],
      params: options.params ?? {},
      delayMs: options.delayMs ?? 0,
      left: options.times ?? Number.POSITIVE_INFINITY,
      skip: options.skip ?? 0,
    });
  }

  clear(): void {
    this.#armed = [];
  }

  /** The fault for this request, counted as used. */
  take(endpoint: Endpoint): ActiveFault | undefined {
    for (const fault of this.#armed) {
      if (fault.definition.endpoint !== endpoint) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.left -= 1;
      if (fault.left <= 0) this.#armed = this.#armed.filter((other) => other !== fault);
      return fault;
    }
    return undefined;
  }

  /** Counted as used only if exactly this one is armed; for faults that hide inside another endpoint. */
  takeNamed(name: FaultName): ActiveFault | undefined {
    const fault = this.#armed.find((other) => other.name === name);
    if (!fault) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.#armed = this.#armed.filter((other) => other !== fault);
    return fault;
  }

  /** Looks without counting: for faults that describe a state, such as a wrong clock. */
  peek(name: FaultName): ActiveFault | undefined {
    return this.#armed.find((fault) => fault.name === name);
  }

  list(): readonly {
    readonly name: FaultName;
    readonly left: number | null;
    readonly params: FaultParams;
  }[] {
    return this.#armed.map(({ name, left, params }) => ({
      name,
      left: Number.isFinite(left) ? left : null,
      params,
    }));
  }
}

export function numberParam(fault: ActiveFault, key: string, fallback: number): number {
  const value = fault.params[key];
  return typeof value === 'number' ? value : fallback;
}

export function textParam(fault: ActiveFault, key: string, fallback: string): string {
  const value = fault.params[key];
  return typeof value === 'string' ? value : fallback;
}
