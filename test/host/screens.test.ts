import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/sandbox.ts';
import { claude } from './claude.ts';
import { SCENES } from './scenes.ts';
import { play } from './stage.ts';
import { calm } from './tidy.ts';

/** Set where the pictures are to be taken again, those of the scenes it names or all: node scripts/host-screens.mjs */
const retake = process.env['CODEX_OAUTH_SCREENS']?.split(' ').filter(Boolean);
const folder = path.join(ROOT, 'docs/screens');
const fileOf = (name: string): string => path.join(folder, `${name}.txt`);

const HEAD = `# What it looks like

Screens of Claude Code with this plugin, taken by \`node scripts/host-screens.mjs\`: the real program in a terminal of
100 columns, this server, and the simulator in OpenAI's place. The assistant's own words are scripted, and its header,
clock and spinner are cut away. Generated: change the scenes in \`test/host/scenes.ts\`, not these files. \`npm run test:real\`
plays the scenes and fails where a screen is no longer the one that stands here.
`;

const captions = SCENES.flatMap(({ pictures }) => Object.entries(pictures));

/** A picture is written when it has been taken: where a scene fails, the one before stays. */
async function take(scene: (typeof SCENES)[number]): Promise<void> {
  for (const [name, picture] of await play(scene)) await writeFile(fileOf(name), picture);
  const lines = captions.map(([name, caption]) => `- [${name}.txt](${name}.txt): ${caption}`);
  await writeFile(path.join(folder, 'README.md'), `${HEAD}\n${lines.join('\n')}\n`);
}

async function compare(scene: (typeof SCENES)[number]): Promise<void> {
  const stored = new Map<string, string>();
  for (const name of Object.keys(scene.pictures))
    stored.set(name, await readFile(fileOf(name), 'utf8').catch(() => ''));
  const pictures = await play(scene, (name, picture) => calm(picture) === calm(stored.get(name) ?? ''));
  const calmed = (all: ReadonlyMap<string, string>) => [...all].map(([name, text]) => [name, calm(text)]);
  // Taken again with: node scripts/host-screens.mjs <scene>
  expect(calmed(pictures)).toEqual(calmed(stored));
}

describe.skipIf(claude === undefined)('the screens of the real Claude Code in docs/screens', () => {
  const scenes = SCENES.filter(({ name }) => !retake?.length || retake.includes(name));
  it.each(scenes)('$name', { timeout: 90_000 }, async (scene) => (retake ? take(scene) : compare(scene)));
});

it.skipIf(retake)('docs/screens holds the pictures of the scenes, and no other', async () => {
  const names = captions.map(([name]) => `${name}.txt`);
  expect(readdirSync(folder).sort()).toEqual([...names, 'README.md'].sort());
  const readme = await readFile(path.join(folder, 'README.md'), 'utf8');
  for (const [name, caption] of captions)
    expect(readme).toContain(`- [${name}.txt](${name}.txt): ${caption}\n`);
});
