import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { exposedFolder } from '../../src/login/folder.ts';
import { makeFolder } from '../attach/support.ts';

const uid = process.getuid?.() ?? 0;
const found = (file: string, as = uid) => exposedFolder(file, { platform: 'linux', uid: as });

/** `<top>/above/own/auth.json`, with these modes; the top is a folder of its own below the system's own `/tmp`. */
async function tree(above: number, own: number): Promise<{ file: string; top: string }> {
  const top = await makeFolder();
  const file = path.join(top, 'above/own/auth.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, '{}');
  await chmod(path.dirname(file), own);
  await chmod(path.join(top, 'above'), above);
  return { file, top };
}

describe.skipIf(process.platform === 'win32')('a folder in which others could exchange the login', () => {
  test.each<[number, number, string | undefined]>([
    [0o755, 0o700, undefined],
    [0o755, 0o755, undefined],
    [0o775, 0o775, undefined],
    [0o755, 0o777, 'above/own'],
    [0o755, 0o702, 'above/own'],
    [0o755, 0o1777, 'above/own'],
    [0o777, 0o700, 'above'],
    [0o777, 0o777, 'above/own'],
    [0o1777, 0o700, undefined],
  ])('above it %o, its own %o: %s', async (above, own, exposed) => {
    const { file, top } = await tree(above, own);
    const { what, fix } = (await found(file)) ?? {};
    // What is shared on purpose is not to be closed.
    if (exposed) expect(fix).toContain(own === 0o1777 ? 'CODEX_OAUTH_AUTH_FILE' : 'chmod go-w ');
    if (exposed === undefined) expect(what).toBeUndefined();
    else expect(what).toContain(` ${path.join(top, exposed)}.`);
  });

  test('is looked for where a link leads, and names its owner', async () => {
    const { file, top } = await tree(0o755, 0o777);
    await symlink(path.dirname(file), path.join(top, 'link'));
    expect((await found(path.join(top, 'link/auth.json')))?.what).toContain('above/own');
    const other = uid + 1;
    const mine = await tree(0o755, 0o700);
    if (uid !== 0) expect((await found(mine.file, other))?.fix).toContain('CODEX_OAUTH_AUTH_FILE');
    expect(await found(path.join(top, 'none/auth.json'))).toBeUndefined();
    expect(await exposedFolder(file, { platform: 'win32', uid: undefined })).toBeUndefined();
  });
});
