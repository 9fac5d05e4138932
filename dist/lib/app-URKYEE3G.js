import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createApp
} from "./chunk-YUL6JFU5.js";
import "./chunk-VYNGFFUX.js";
import "./chunk-CISJGVO3.js";
import "./chunk-NACYWWOD.js";
import "./chunk-MK2TRMJY.js";
import "./chunk-JXZZSZGU.js";
import "./chunk-7QGIKHRB.js";
import "./chunk-RROJZ35S.js";
import "./chunk-J3N65DV2.js";
import "./chunk-Y2KGWVUD.js";
import "./chunk-N76N25DY.js";
import "./chunk-HQBD4QJB.js";
import "./chunk-ZJMPVUIH.js";
import "./chunk-SIKYUQVH.js";
import "./chunk-2QWDLJQX.js";
import "./chunk-L5FXI35G.js";
import "./chunk-FDL7H547.js";
import "./chunk-QUEU7GBP.js";
export {
  createApp
};
