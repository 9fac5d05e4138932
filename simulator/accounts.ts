/** Who can sign in. One user may own several accounts (workspaces); a token belongs to exactly one. */
export interface SimAccount {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly plan: string;
  /** Null for a personal account. */
  readonly workspaceName: string | null;
  readonly fedramp: boolean;
  /** An https origin, or `NO_CONSTRAINT` to keep the configured one (docs/wire.md 6.0). */
  readonly backendOrigin: string;
  readonly routingOverride: string;
}

export type AccountInput = Partial<SimAccount>;

export const DEFAULT_ACCOUNT_ID = 'acc-sim-0001';

const TEMPLATE: SimAccount = {
  id: DEFAULT_ACCOUNT_ID,
  userId: 'user-sim-0001',
  email: 'dev@example.com',
  plan: 'plus',
  workspaceName: null,
  fedramp: false,
  backendOrigin: 'NO_CONSTRAINT',
  routingOverride: 'NO_CONSTRAINT',
};

export const DEFAULT_ACCOUNTS: readonly SimAccount[] = [
  TEMPLATE,
  { ...TEMPLATE, id: 'acc-sim-0002', plan: 'business', workspaceName: 'Example Workspace' },
];

/** Fills what the caller left out; ids are numbered so that two bare accounts differ. */
export function completeAccounts(inputs: readonly AccountInput[] | undefined): readonly SimAccount[] {
  if (!inputs || inputs.length === 0) return DEFAULT_ACCOUNTS;
  return inputs.map((input, index) => ({
    ...TEMPLATE,
    id: `acc-sim-${String(index + 1).padStart(4, '0')}`,
    ...input,
  }));
}
