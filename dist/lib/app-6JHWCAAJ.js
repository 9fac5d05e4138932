import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createApp
} from "./chunk-ETAZR26P.js";
import "./chunk-PX3ZEJKL.js";
import "./chunk-KU7N52XT.js";
import "./chunk-YSTVPFG6.js";
import "./chunk-RKCLBIRG.js";
import "./chunk-3PESWYI5.js";
import "./chunk-XSS3S2GS.js";
import "./chunk-S4IJJQ4I.js";
import "./chunk-MQOXAZVV.js";
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
