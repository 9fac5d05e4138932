import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  imageType,
  nowhere
} from "./chunk-7RY6KHO5.js";
import {
  readInside,
  secretName
} from "./chunk-DFRZDZXS.js";
import {
  REFUSALS,
  find,
  shownPath
} from "./chunk-ZNKCTZH7.js";
import "./chunk-3YMZIQRS.js";
import {
  humanBytes,
  quoted
} from "./chunk-7YWYADD5.js";
import {
  IMAGES_MAX,
  IMAGES_TOTAL,
  IMAGE_LIMIT
} from "./chunk-53RU7JJ5.js";
import "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/attach/images.ts
async function attachImages(g, c, names) {
  const problems = [];
  const reals = [];
  for (const name of names) {
    const found = await find(name, g.roots);
    if (found.kind === "file") reals.push(found.real);
    else
      problems.push(
        `${quoted(name)}: ${found.kind === "folder" ? REFUSALS.folder : REFUSALS[found.refusal]}`
      );
  }
  if (problems.length > 0) throw nowhere(problems);
  let total = 0;
  let count = 0;
  for (const real of new Set(reals)) {
    const read = await readInside(real, g.roots, IMAGE_LIMIT, g.signal);
    if (read.kind === "refused") {
      c.omitted.push({ path: quoted(real.split(/[\\/]/).at(-1) ?? ""), reason: read.reason });
      continue;
    }
    const path = quoted(shownPath(read.real, read.root, g.roots));
    const omit = (reason) => void c.omitted.push({ path, reason });
    const secret = secretName(read.real);
    if (secret !== void 0 && !g.allowed.has(read.real)) {
      c.withheld.push({ path, reason: secret });
      continue;
    }
    const type = read.kind === "read" ? imageType(read.bytes) : void 0;
    if (read.kind === "long") omit(`it has ${humanBytes(read.size)}, more than ${humanBytes(IMAGE_LIMIT)}`);
    else if (type === void 0) omit("it is no PNG, JPEG, WebP or GIF");
    else if (count >= IMAGES_MAX) omit(`only ${IMAGES_MAX} images are sent`);
    else if (total + read.bytes.length > IMAGES_TOTAL)
      omit(`all images together may have ${humanBytes(IMAGES_TOTAL)}`);
    else {
      count += 1;
      total += read.bytes.length;
      c.parts.push({
        type: "input_image",
        image_url: `data:${type};base64,${read.bytes.toString("base64")}`
      });
      c.attached.push({ path, kind: "image", bytes: read.bytes.length, lines: 0 });
    }
  }
  return total;
}
export {
  attachImages
};
