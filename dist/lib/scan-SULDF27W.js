import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  describeHits,
  scanKeyLines,
  scanText
} from "./chunk-U35HFFBK.js";
import "./chunk-L5FXI35G.js";
import "./chunk-QUEU7GBP.js";
export {
  describeHits,
  scanKeyLines,
  scanText
};
