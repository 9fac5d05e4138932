import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/system/json.ts
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function stringOf(value) {
  return typeof value === "string" && value !== "" ? value : void 0;
}
function numberOf(value) {
  return typeof value === "number" && Number.isFinite(value) ? value : void 0;
}
function member(value, ...path) {
  let at = value;
  for (const key of path) {
    if (!isObject(at)) return void 0;
    at = at[key];
  }
  return at;
}

export {
  isObject,
  parseJson,
  stringOf,
  numberOf,
  member
};
