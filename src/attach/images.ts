import { quoted, nowhere } from './entry.ts';
import { humanBytes, type Gathering } from './gathering.ts';
import { imageType, readBytes, tooLong } from './read.ts';
import { describeHits, scanText } from './secrets/scan.ts';
import { findFile, REFUSALS, shownPath } from './workspace.ts';

const IMAGE_LIMIT = 8_000_000;
const IMAGES_TOTAL = 20_000_000;
const IMAGES_MAX = 5;

/** Attaches images as data URLs. Throws one input error for names that were not found. */
export async function attachImages(g: Gathering, names: readonly string[]): Promise<void> {
  const problems: string[] = [];
  /** Real paths, each once, and how they are shown. */
  const files = new Map<string, string>();
  for (const name of names) {
    const exact = await findFile(name, g.roots);
    const mention = exact === 'missing' && name.startsWith('@');
    const found = mention ? await findFile(name.slice(1), g.roots) : exact;
    if (typeof found === 'string') problems.push(`${quoted(name)}: ${REFUSALS[found]}`);
    else files.set(found.real, quoted(shownPath(found.real, found.root, g.roots)));
  }
  if (problems.length > 0) throw nowhere(problems);
  let sent = 0;
  let total = 0;
  for (const [real, shown] of files) {
    const read = await readBytes(g, shown, real, IMAGE_LIMIT);
    if (!read) continue;
    const type = imageType(read.content);
    // Comments, metadata and whatever follows the image are sent with it.
    const hits = type === undefined ? [] : await scanText(read.content.toString('latin1'), g.deps.signal);
    const secrets = describeHits(hits, () => 'its bytes');
    if (type === undefined) g.omit(shown, 'it is not a PNG, JPEG, WebP or GIF image');
    else if (read.size > IMAGE_LIMIT) g.omit(shown, tooLong(read.size, IMAGE_LIMIT));
    else if (sent >= IMAGES_MAX) g.omit(shown, `only ${IMAGES_MAX} images are sent`);
    else if (total + read.content.length > IMAGES_TOTAL)
      g.omit(shown, `the limit for all images is ${humanBytes(IMAGES_TOTAL)}`);
    else if (!g.holdsBack(shown, read.real, secrets)) {
      sent += 1;
      total += read.content.length;
      g.attachImage(read.real, shown, type, read.content);
    }
  }
}
