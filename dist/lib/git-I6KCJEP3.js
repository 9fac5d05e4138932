import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  findGit,
  gitEnvironment,
  openRepo
} from "./chunk-X5IVAI3G.js";
import "./chunk-YR7ZD4DI.js";
import "./chunk-M2PXEON4.js";
import "./chunk-FLTDMPWU.js";
import "./chunk-N76N25DY.js";
import "./chunk-HQBD4QJB.js";
import "./chunk-FDL7H547.js";
import "./chunk-QUEU7GBP.js";
export {
  findGit,
  gitEnvironment,
  openRepo
};
