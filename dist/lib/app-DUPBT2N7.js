import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createApp
} from "./chunk-NMKNO54R.js";
import "./chunk-LVSVKUDI.js";
import "./chunk-CISJGVO3.js";
import "./chunk-NACYWWOD.js";
import "./chunk-7KGPZ5O6.js";
import "./chunk-CK2F2HJW.js";
import "./chunk-J3N65DV2.js";
import "./chunk-ROUOUQL3.js";
import "./chunk-N76N25DY.js";
import "./chunk-HQBD4QJB.js";
import "./chunk-ZJMPVUIH.js";
import "./chunk-SIKYUQVH.js";
import "./chunk-2QWDLJQX.js";
import "./chunk-FDL7H547.js";
import "./chunk-L5FXI35G.js";
import "./chunk-QUEU7GBP.js";
export {
  createApp
};
