import { describe, expect, test } from 'vitest';
import { parseApiModels } from '../../src/ask/catalogue.ts';
import { defaultModel, listedModels } from '../../src/ask/models.ts';

const list = (...ids: readonly (readonly [id: string, created: number] | string)[]): unknown => ({
  object: 'list',
  data: ids.map((entry) =>
    typeof entry === 'string'
      ? { id: entry, object: 'model', created: 1, owned_by: 'openai' }
      : { id: entry[0], object: 'model', created: entry[1], owned_by: 'openai' },
  ),
});

describe('the models of an API key', () => {
  test('are offered in the order of this version, whatever the order of the list', () => {
    const models = parseApiModels(list('whisper-1', 'gpt-5.5', 'gpt-image-3', 'gpt-6.1-sol')) ?? [];
    expect(defaultModel(models)?.slug).toBe('gpt-6.1-sol');
    expect(listedModels(models).map((m) => m.slug)).toEqual(['gpt-6.1-sol', 'gpt-5.5']);
  });

  test('work by name although they are not offered', () => {
    const models = parseApiModels(list('gpt-5.5', 'gpt-4.1')) ?? [];
    expect(models.find((m) => m.slug === 'gpt-4.1')).toMatchObject({ listed: false });
  });

  test('are offered newest first where none is known, and never a voice or an image', () => {
    const models =
      parseApiModels(
        list(
          ['gpt-9', 100],
          ['gpt-10', 200],
          ['gpt-11-realtime', 300],
          ['gpt-image-9', 400],
          ['text-embedding-9', 500],
          ['omni-moderation-latest', 600],
        ),
      ) ?? [];
    expect(listedModels(models).map((m) => m.slug)).toEqual(['gpt-10', 'gpt-9']);
  });

  test.each([undefined, null, [], {}, { data: 'x' }, { models: [] }])('%j is no list', (body) => {
    expect(parseApiModels(body)).toBeUndefined();
  });
});
