import { member, numberOf, stringOf } from '../system/json.ts';
import { BUNDLED_MODELS } from './bundled-models.ts';
import { assumedModel } from './choose-model.ts';
import type { Model } from './model.ts';

/** Names of models that answer in text. The public list also holds voices, images, embeddings and moderators. */
const TEXT = /^(?:gpt-|o\d|codex)/i;
const OTHER = /audio|realtime|image|tts|transcribe|search|embed|moderation|instruct|live|whisper/i;

interface Listed {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly created: number;
}

function readList(body: unknown): readonly Listed[] | undefined {
  const data = member(body, 'data');
  if (!Array.isArray(data)) return undefined;
  return data
    .map((entry: unknown) => {
      const id = stringOf(member(entry, 'id'));
      return id === undefined ? undefined : { id, created: numberOf(member(entry, 'created')) ?? 0 };
    })
    .filter((entry) => entry !== undefined);
}

/**
 * The models of `GET /v1/models`, which says no more than names and dates. Those that this version knows are offered
 * in its order, so that a key gets the same default as a plan; where it knows none, the newest that answers in text
 * comes first. The others work when they are asked for by name. Undefined where the body is no list. Pure.
 */
export function parseApiModels(body: unknown): readonly Model[] | undefined {
  const list = readList(body);
  if (!list) return undefined;
  const known = BUNDLED_MODELS.filter((model) => list.some(({ id }) => id === model.slug));
  const rest = list
    .filter(({ id }) => !known.some((model) => model.slug === id))
    .sort((a, b) => b.created - a.created)
    .map(({ id }, index): Model => {
      const listed = known.length === 0 && TEXT.test(id) && !OTHER.test(id);
      return { ...assumedModel(id), listed, priority: listed ? index : Number.MAX_SAFE_INTEGER };
    });
  return [...known, ...rest];
}
