import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  planText
} from "./chunk-DWLSAUJL.js";
import {
  fileError,
  readIfThere,
  withRenameRetries
} from "./chunk-PCQWKK2K.js";
import "./chunk-HQBD4QJB.js";
import "./chunk-L5FXI35G.js";
import {
  errnoOf
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/setup/apply.ts
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, mkdir, open, realpath, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";
async function applySetup(host, file, entry, platform) {
  const text = await readIfThere(file).catch((error) => {
    throw fileError(error, file, "read");
  });
  if (text === void 0 && !entry) return { action: "unchanged", backup: void 0 };
  const next = planText(host, file, text ?? "", entry);
  if (next === (text ?? "")) return { action: "unchanged", backup: void 0 };
  try {
    const backup = text === void 0 ? void 0 : await keepOnce(file);
    await replace(file, next, platform);
    return { action: entry ? "written" : "removed", backup };
  } catch (error) {
    throw fileError(error, file, "written");
  }
}
async function keepOnce(file) {
  const backup = `${file}.bak`;
  try {
    await copyFile(file, backup, constants.COPYFILE_EXCL);
    return backup;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return void 0;
    throw error;
  }
}
async function replace(file, text, platform) {
  const target = await realpath(file).catch(() => file);
  await mkdir(path.dirname(target), { recursive: true });
  const mode = await stat(target).then(
    (info) => info.mode & 511,
    () => 384
  );
  const temporary = `${target}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const handle = await open(temporary, "wx", mode);
    try {
      await handle.chmod(mode).catch(() => {
      });
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await withRenameRetries(() => rename(temporary, target), platform);
  } catch (error) {
    await unlink(temporary).catch(() => {
    });
    throw error;
  }
}
export {
  applySetup
};
