import { detail, json, type Reply } from '../reply.ts';
import { asObject, asString, jsonObject, type SimRequest } from '../request.ts';
import type { World } from '../world.ts';
import { admit } from './guard.ts';
import { objects } from './question.ts';

const KEYS = ['commands', 'id', 'input', 'max_output_tokens', 'model', 'settings'];

/** POST /backend-api/codex/alpha/search: what the CLI posts, and nothing else (docs/wire.md 6.2, Searching). */
export function search(request: SimRequest, world: World): Reply {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const body = jsonObject(request) ?? {};
  const problem = wrongIn(body, world);
  if (problem !== undefined) return detail(400, problem);
  const queries = objects(asObject(body['commands'])?.['search_query']).map(({ q }) => asString(q) ?? '');
  const output = (world.options.search ?? defaultResults)(queries);
  return json(200, { output, encrypted_output: null });
}

function wrongIn(body: Record<string, unknown>, world: World): string | undefined {
  if (Object.keys(body).sort().join() !== KEYS.join()) return `A search has the keys ${KEYS.join(', ')}`;
  if (world.catalog.find(asString(body['model']) ?? '') === undefined) return 'The model is not known';
  if ((asString(body['id']) ?? '') === '') return 'The id is missing';
  const input = objects(body['input']);
  if (input.length !== 1 || input[0]?.['role'] !== 'user') return 'The input is the last message of the user';
  const commands = asObject(body['commands']);
  const list = commands?.['search_query'];
  const queries = objects(list);
  if (!Array.isArray(list) || queries.length === 0 || queries.length !== list.length)
    return 'There is no query';
  if (queries.some(({ q, ...more }) => typeof q !== 'string' || q === '' || Object.keys(more).length > 0))
    return 'A query is {"q": text}';
  const settings = asObject(body['settings']);
  if (settings?.['external_web_access'] !== true) return 'external_web_access must be true';
  return typeof body['max_output_tokens'] === 'number' ? undefined : 'max_output_tokens must be a number';
}

function defaultResults(queries: readonly string[]): string {
  return queries
    .map((q, i) => `L${i + 1}: in pretence, about ${q} (https://example.com/${i + 1})`)
    .join('\n');
}
