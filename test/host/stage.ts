import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { ROOT } from '../support/sandbox.ts';
import { claude, claudeEnv } from './claude.ts';
import { startMessagesApi, type Step } from './messages-api.ts';
import { createSetting, type Setting } from './setting.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { calm, tidy } from './tidy.ts';

/** One session at the terminal, and the pictures taken of it. */
export interface Scene {
  readonly name: string;
  /** Name of a picture, and what is to be seen on it. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly simulator?: SimulatorOptions;
  readonly env?: (setting: Setting) => Readonly<Record<string, string>>;
  /** What the scripted model does. */
  readonly script: readonly Step[];
  /** Before the host starts. */
  readonly prepare?: (setting: Setting) => Promise<void> | void;
  readonly act: (stage: Stage) => Promise<void>;
}

export interface Stage {
  readonly setting: Setting;
  readonly terminal: Terminal;
  /** Kills the host as a crash would, and continues its session in a new terminal. */
  restart(): Promise<void>;
  /** Types a line and sends it. */
  say(line: string): Promise<void>;
  /** Presses a key until the screen shows this: the host ignores keys while a dialog is new. */
  press(key: string, until: RegExp): Promise<void>;
  /** Takes the picture as soon as the screen shows this. */
  picture(name: string, pattern: RegExp): Promise<void>;
}

/** How long a screen may take to come to rest once it shows what was waited for, and how often it is looked at. Milliseconds. */
const REST_MS = 8_000;
const LOOK_MS = 150;

/**
 * Plays a scene in the real host and returns its pictures, tidied: each as soon as it is what is `wanted`, where that is
 * known, or else when two looks at it are the same. A screen that never comes to rest is returned as it was last.
 */
export async function play(
  scene: Scene,
  wanted: (name: string, picture: string) => boolean | undefined = () => undefined,
): Promise<ReadonlyMap<string, string>> {
  if (claude === undefined) throw new Error('The host is not installed.');
  const setting = await createSetting(scene.simulator);
  const api = await startMessagesApi(scene.script);
  const env: Record<string, string> = {
    ...claudeEnv(setting.home, api.url),
    ...setting.env,
    ...scene.env?.(setting),
  };
  const pictures = new Map<string, string>();
  let terminal: Terminal | undefined;
  try {
    // Spares the user's first run: theme, trust in the folder, the key.
    const config = {
      hasCompletedOnboarding: true,
      theme: 'dark',
      customApiKeyResponses: { approved: [env['ANTHROPIC_API_KEY']?.slice(-20)], rejected: [] },
      projects: { [setting.project]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
    };
    await writeFile(path.join(setting.home, '.claude/.claude.json'), JSON.stringify(config));
    await scene.prepare?.(setting);
    const command = [claude, '--plugin-dir', ROOT, '--permission-mode', 'default'];
    const open = async (...args: readonly string[]): Promise<Terminal> => {
      terminal = await openTerminal([...command, ...args], { cwd: setting.project, env });
      await terminal.shows(/^❯/m);
      // A person takes a moment too; before the server is connected the model is not told of its tools.
      await sleep(1_500);
      return terminal;
    };
    let opened = await open();
    await scene.act({
      setting,
      get terminal() {
        return opened;
      },
      restart: async () => {
        await opened.end('SIGKILL');
        opened = await open('--continue');
      },
      say: async (line) => {
        await opened.type(line);
        await opened.shows(new RegExp(`^❯.${line.slice(0, 40).replaceAll(/[^\w ]/g, '.')}`, 'm'));
        await opened.press('Enter');
      },
      press: async (key, until) => {
        while (!until.test(await opened.screen())) {
          await opened.press(key);
          await sleep(500);
        }
      },
      picture: async (name, pattern) => {
        if (!(name in scene.pictures)) throw new Error(`${scene.name} announces no picture ${name}.`);
        const look = (screen: string): string =>
          tidy(
            screen
              .replaceAll(setting.sim.url, 'https://auth.openai.com')
              .replaceAll(setting.project, '~/project')
              .replaceAll(setting.home, '~'),
          );
        let seen = look(await opened.shows(pattern));
        for (let waited = 0; waited < REST_MS && wanted(name, seen) !== true; waited += LOOK_MS) {
          await sleep(LOOK_MS);
          const now = look(await opened.screen());
          if (wanted(name, now) === undefined && calm(now) === calm(seen)) break;
          seen = now;
        }
        pictures.set(name, seen);
      },
    });
    return pictures;
  } finally {
    await terminal?.end();
    await api.close();
  }
}
