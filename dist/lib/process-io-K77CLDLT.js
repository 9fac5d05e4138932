import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import "./chunk-QUEU7GBP.js";

// src/cli/process-io.ts
var SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
function processIo(proc, entry) {
  return {
    argv: proc.argv.slice(2),
    stdin: proc.stdin,
    stdout: proc.stdout,
    stderr: proc.stderr,
    entry,
    execPath: proc.execPath,
    onInterrupt: (fn) => {
      for (const signal of SIGNALS) proc.on(signal, fn);
      return () => {
        for (const signal of SIGNALS) proc.off(signal, fn);
      };
    }
  };
}
export {
  processIo
};
