import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createApp
} from "./chunk-XG4WSKIO.js";
import "./chunk-PX3ZEJKL.js";
import "./chunk-KU7N52XT.js";
import "./chunk-AM7M2BJL.js";
import "./chunk-PCQWKK2K.js";
import "./chunk-3PESWYI5.js";
import "./chunk-XSS3S2GS.js";
import "./chunk-75NYJCF6.js";
import "./chunk-HQBD4QJB.js";
import "./chunk-VHIOGPDJ.js";
import "./chunk-N76N25DY.js";
import "./chunk-DJNNBRMB.js";
import "./chunk-SIKYUQVH.js";
import "./chunk-2QWDLJQX.js";
import "./chunk-L5FXI35G.js";
import "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";
export {
  createApp
};
