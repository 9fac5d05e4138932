import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/system/deps.ts
var VERSION = true ? "0.1.0" : "dev";

export {
  VERSION
};
