import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'vitest';
import { ROOT } from '../support/sandbox.ts';
import { SCENES } from './scenes.ts';
import { play } from './stage.ts';
import { tidy } from './tidy.ts';

/** Takes the pictures of the user guide again: node scripts/host-screens.mjs [scene …] */
const asked = process.env['CODEX_OAUTH_SCREENS']?.split(' ').filter(Boolean);
const folder = path.join(ROOT, 'docs/screens');

const HEAD = `# What it looks like

Screens of Claude Code with this plugin, taken by \`node scripts/host-screens.mjs\`: the real program in a terminal of
100 columns, this server, and the simulator in OpenAI's place. The assistant's own words are scripted, and its header,
clock and spinner are cut away. Generated: change the scenes in \`test/host/scenes.ts\`, not these files.
`;

test.skipIf(asked === undefined).each(SCENES)('$name', async (scene) => {
  if (asked?.length && !asked.includes(scene.name)) return;
  await mkdir(folder, { recursive: true });
  for (const [name, screen] of await play(scene))
    await writeFile(path.join(folder, `${name}.txt`), tidy(screen));
  const lines = SCENES.flatMap(({ pictures }) =>
    Object.entries(pictures).map(([name, caption]) => `- [${name}.txt](${name}.txt): ${caption}`),
  );
  await writeFile(path.join(folder, 'README.md'), `${HEAD}\n${lines.join('\n')}\n`);
});
