import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  findGit,
  gitEnvironment,
  openRepo
} from "./chunk-WBQBX2S6.js";
import "./chunk-ZNKCTZH7.js";
import "./chunk-3YMZIQRS.js";
import "./chunk-53RU7JJ5.js";
import "./chunk-N76N25DY.js";
import "./chunk-HQBD4QJB.js";
import "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";
export {
  findGit,
  gitEnvironment,
  openRepo
};
