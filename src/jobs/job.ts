import type { JsonObject } from '../system/json.ts';

/** What a job gives to whoever asks: the answer as the tool returned it, or its error as text. */
export interface JobResult {
  readonly text: string;
  readonly meta?: JsonObject;
  readonly isError?: boolean;
  /** An AppError's code. */
  readonly code?: string;
}

/** failed: ended with an error result; interrupted: its process died. */
export type JobState = 'working' | 'completed' | 'failed' | 'stopped' | 'interrupted';

export interface Job {
  readonly id: string;
  readonly threadId: string | undefined;
  readonly project: string;
  readonly title: string;
  readonly state: JobState;
  /** One line, as the progress shows it. */
  readonly status: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number;
  readonly delivered: boolean;
  readonly result?: JobResult;
}

export interface Jobs {
  get(id: string): Promise<Job | undefined>;
  list(project: string | undefined): Promise<readonly Job[]>;
  stop(id: string): Promise<Job | undefined>;
  delivered(id: string): Promise<void>;
}
