import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './claude.ts';
import { SCENES } from './scenes.ts';
import { play, type Scene } from './stage.ts';
import { tidy } from './tidy.ts';

/** Takes every picture of the user guide again: node scripts/host-screens.mjs [scene …] */

const folder = path.join(ROOT, 'docs/screens');

const HEAD = `# What it looks like

Screens of Claude Code with this plugin, taken by \`node scripts/host-screens.mjs\`: the real program in a terminal of
100 columns, this server, and the simulator in OpenAI's place. The assistant's own words are scripted, and its header,
clock and spinner are cut away. Generated: change the scenes in \`test/host/scenes.ts\`, not these files.
`;

function index(scenes: readonly Scene[]): string {
  const parts = scenes.flatMap((scene) =>
    Object.entries(scene.pictures).map(([name, caption]) => `- [${name}.txt](${name}.txt): ${caption}`),
  );
  return `${HEAD}\n${parts.join('\n')}\n`;
}

async function main(asked: readonly string[]): Promise<void> {
  const chosen = SCENES.filter((scene) => asked.length === 0 || asked.includes(scene.name));
  if (asked.length === 0) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const scene of chosen) {
    for (const [name, screen] of await play(scene)) {
      await writeFile(path.join(folder, `${name}.txt`), tidy(screen));
      process.stdout.write(`${name}\n`);
    }
  }
  await writeFile(path.join(folder, 'README.md'), index(SCENES));
}

await main(process.argv.slice(2));
