/** The shape of the platform's fetch. What needs one is given it by Deps: it knows the proxy. */
export type Fetch = typeof globalThis.fetch;
