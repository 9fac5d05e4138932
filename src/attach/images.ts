import { humanBytes } from './budget.ts';
import type { Collection, Gathering } from './collect.ts';
import { find, REFUSALS, shownPath } from './confine.ts';
import { quoted } from './entry.ts';
import { imageType } from './image-type.ts';
import { IMAGE_LIMIT, IMAGES_MAX, IMAGES_TOTAL } from './limits.ts';
import { nowhere } from './nowhere.ts';
import { readInside } from './read.ts';
import { secretName } from './secrets/names.ts';

/** Attaches images as data URLs. Throws one input error for names that lead nowhere; returns the bytes taken. */
export async function attachImages(g: Gathering, c: Collection, names: readonly string[]): Promise<number> {
  const problems: string[] = [];
  const reals: string[] = [];
  for (const name of names) {
    const found = await find(name, g.roots);
    if (found.kind === 'file') reals.push(found.real);
    else
      problems.push(
        `${quoted(name)}: ${found.kind === 'folder' ? REFUSALS.folder : REFUSALS[found.refusal]}`,
      );
  }
  if (problems.length > 0) throw nowhere(problems);
  let total = 0;
  let count = 0;
  for (const real of new Set(reals)) {
    const read = await readInside(real, g.roots, IMAGE_LIMIT, g.signal);
    if (read.kind === 'refused') {
      c.omitted.push({ path: quoted(real.split(/[\\/]/).at(-1) ?? ''), reason: read.reason });
      continue;
    }
    const path = quoted(shownPath(read.real, read.root, g.roots));
    const omit = (reason: string): void => void c.omitted.push({ path, reason });
    const secret = secretName(read.real);
    if (secret !== undefined && !g.allowed.has(read.real)) {
      c.withheld.push({ path, reason: secret });
      continue;
    }
    const type = read.kind === 'read' ? imageType(read.bytes) : undefined;
    if (read.kind === 'long') omit(`it has ${humanBytes(read.size)}, more than ${humanBytes(IMAGE_LIMIT)}`);
    else if (type === undefined) omit('it is no PNG, JPEG, WebP or GIF');
    else if (count >= IMAGES_MAX) omit(`only ${IMAGES_MAX} images are sent`);
    else if (total + read.bytes.length > IMAGES_TOTAL)
      omit(`all images together may have ${humanBytes(IMAGES_TOTAL)}`);
    else {
      count += 1;
      total += read.bytes.length;
      c.parts.push({
        type: 'input_image',
        image_url: `data:${type};base64,${read.bytes.toString('base64')}`,
      });
      c.attached.push({ path, kind: 'image', bytes: read.bytes.length, lines: 0 });
    }
  }
  return total;
}
