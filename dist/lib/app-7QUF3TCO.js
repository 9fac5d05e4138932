import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createApp
} from "./chunk-ZAOHTZO6.js";
import "./chunk-LHMP3DJW.js";
import "./chunk-2ZXNKQ2U.js";
import "./chunk-67L3JRRV.js";
import "./chunk-YMGJA4SD.js";
import "./chunk-4XGYCGTT.js";
import "./chunk-4X4W4KE3.js";
import "./chunk-S4IJJQ4I.js";
import "./chunk-HKZU3PR2.js";
import "./chunk-N76N25DY.js";
import "./chunk-6O7S6XGZ.js";
import "./chunk-ZC4QSVQU.js";
import "./chunk-EMJJSVZE.js";
import "./chunk-L5FXI35G.js";
import "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";
export {
  createApp
};
