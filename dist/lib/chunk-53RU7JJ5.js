import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/attach/limits.ts
var TEXT_BUDGET = 4e5;
var TEXT_BUDGET_MAX = 1e6;
var FILE_BUDGET = 2e5;
var READ_LIMIT = 4e6;
var IMAGE_LIMIT = 8e6;
var IMAGES_TOTAL = 2e7;
var IMAGES_MAX = 5;
var ENTRIES_MAX = 200;
var ENTRY_LENGTH_MAX = 1e3;
var MATCHES_MAX = 2e3;
var LISTING_MAX = 1e5;
var GIT_TIMEOUT_MS = 2e4;
var DIFF_READ_LIMIT = 64e6;
var CHARS_PER_TOKEN = 3.5;
var TOKENS_PER_IMAGE = 1500;
function estimateTokens(chars, images) {
  return Math.ceil(chars / CHARS_PER_TOKEN) + images * TOKENS_PER_IMAGE;
}

export {
  TEXT_BUDGET,
  TEXT_BUDGET_MAX,
  FILE_BUDGET,
  READ_LIMIT,
  IMAGE_LIMIT,
  IMAGES_TOTAL,
  IMAGES_MAX,
  ENTRIES_MAX,
  ENTRY_LENGTH_MAX,
  MATCHES_MAX,
  LISTING_MAX,
  GIT_TIMEOUT_MS,
  DIFF_READ_LIMIT,
  estimateTokens
};
