import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createApp
} from "./chunk-DTWDZMYO.js";
import "./chunk-CZQ5FIQR.js";
import "./chunk-NACYWWOD.js";
import "./chunk-VBVJPWX5.js";
import "./chunk-J3N65DV2.js";
import "./chunk-HQBD4QJB.js";
import "./chunk-LOIX7M6S.js";
import "./chunk-N76N25DY.js";
import "./chunk-KTHGTHMF.js";
import "./chunk-SIKYUQVH.js";
import "./chunk-2QWDLJQX.js";
import "./chunk-FDL7H547.js";
import "./chunk-L5FXI35G.js";
import "./chunk-QUEU7GBP.js";
export {
  createApp
};
