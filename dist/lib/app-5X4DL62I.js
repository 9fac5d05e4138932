import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createApp
} from "./chunk-XWCBJGHY.js";
import "./chunk-LHEN73HO.js";
import "./chunk-EXX5YONK.js";
import "./chunk-EDQ6JSDB.js";
import "./chunk-YFA55NLP.js";
import "./chunk-DKXVVAY3.js";
import "./chunk-NBLTNHPS.js";
import "./chunk-S4IJJQ4I.js";
import "./chunk-N76N25DY.js";
import "./chunk-HKZU3PR2.js";
import "./chunk-6O7S6XGZ.js";
import "./chunk-ZC4QSVQU.js";
import "./chunk-L5FXI35G.js";
import "./chunk-EMJJSVZE.js";
import "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";
export {
  createApp
};
