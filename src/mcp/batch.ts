import { ErrorCode, readMessage, refused, type Read } from './json-rpc.ts';

/** A list of messages whose answers go back as one list (JSON-RPC 2.0 section 6). */
interface Batch {
  /** The ids of the requests without an answer yet. */
  readonly owed: unknown[];
  readonly answers: object[];
}

const idOf = (read: Read): unknown =>
  'message' in read && 'method' in read.message && 'id' in read.message ? read.message.id : undefined;

/** The batches of one connection. `write` sends what is complete. */
export function createBatches(write: (answers: object) => Promise<void>) {
  const batches = new Set<Batch>();
  const readAll = (values: readonly unknown[]): readonly Read[] =>
    values.map(readMessage).filter((read) => read !== undefined);
  const finish = (batch: Batch): void => {
    if (batch.owed.length > 0) return;
    batches.delete(batch);
    if (batch.answers.length > 0) void write(batch.answers);
  };

  return {
    /** Reads a batch and returns its messages; invalid entries get an error answer in the batch. */
    open: (values: readonly unknown[]): readonly Read[] => {
      if (values.length === 0) return [refused(null, ErrorCode.InvalidRequest, 'The batch is empty.')];
      const all = readAll(values);
      const batch: Batch = {
        owed: all.map(idOf).filter((id) => id !== undefined),
        answers: all.flatMap((read) => ('refusal' in read ? [read.refusal] : [])),
      };
      batches.add(batch);
      finish(batch);
      return all.filter((read) => 'message' in read);
    },
    /** The answer for a version without batches: one error for each request id, so that no caller waits. */
    refuse: (values: readonly unknown[]): readonly Read[] => {
      const why = 'This version of MCP has no batches: send one message per line.';
      const ids = readAll(values).map((read) => ('refusal' in read ? read.refusal.id : idOf(read)));
      const known = ids.filter((id) => typeof id === 'string' || typeof id === 'number');
      return (known.length > 0 ? known : [null]).map((id) => refused(id, ErrorCode.InvalidRequest, why));
    },
    /**
     * Adds an answer to the batch that waits for it; undefined leaves the request without an answer. False if no
     * batch waits.
     */
    settle: (id: unknown, answer?: object): boolean => {
      const batch = [...batches].find(({ owed }) => owed.includes(id));
      if (!batch) return false;
      batch.owed.splice(batch.owed.indexOf(id), 1);
      if (answer) batch.answers.push(answer);
      finish(batch);
      return true;
    },
  };
}
