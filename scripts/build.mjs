// Builds dist/ from src/: one entry, split and lazy, readable, with the licence notices of exactly what it contains.
// `--check` builds into memory and fails when the committed dist/ differs; `--out DIR` builds somewhere else (for tests
// of a change that is not in dist/ yet: CODEX_OAUTH_TEST_BUNDLE=DIR/codex-oauth.js).
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync, chmodSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { noticesFor } from './notices.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const version = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;

/** Modules the server never needs at start: the JSON Schema validator and the older zod cost 20 ms together. */
const trimSdk = {
  name: 'trim-sdk',
  setup(build) {
    build.onResolve({ filter: /validation\/ajv-provider\.js$/ }, (args) =>
      args.importer.includes('@modelcontextprotocol') ? { path: 'no-ajv', namespace: 'trim' } : undefined,
    );
    build.onResolve({ filter: /^zod\/v3$/ }, (args) =>
      args.importer.includes('@modelcontextprotocol') ? { path: 'no-zod-v3', namespace: 'trim' } : undefined,
    );
    build.onLoad({ filter: /@modelcontextprotocol.sdk.dist.esm.types\.js$/ }, (args) => ({
      contents: readFileSync(args.path, 'utf8').replace(
        /(?<![.\w'"`])(?=(?:z|\w+Schema)\.\w+\()/g,
        '/* @__PURE__ */ ',
      ),
    }));
    build.onResolve({ filter: /^zod-to-json-schema$/ }, () => ({
      path: 'no-zod-to-json-schema',
      namespace: 'trim',
    }));
    build.onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'trim' }));
    build.onLoad({ filter: /.*/, namespace: 'trim' }, (args) => ({
      contents: trimmed[args.path],
      resolveDir: root,
    }));
  },
};
const trimmed = {
  // Four of its parts are used; its index would bring the other two thirds along.
  undici: `import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
    import Pool from 'undici/lib/dispatcher/pool.js';
    import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
    import api from 'undici/lib/api/index.js';
    import buildConnector from 'undici/lib/core/connect.js';
    import { fetch } from 'undici/lib/web/fetch/index.js';
    Object.assign(Dispatcher.prototype, api);
    export default { EnvHttpProxyAgent, Pool, buildConnector, fetch };`,
  // Only elicited forms are validated with it, and we elicit no forms.
  'no-ajv': `export class AjvJsonSchemaValidator {
    getValidator() { return () => ({ valid: false, data: undefined, errorMessage: 'no JSON Schema validator in this build' }); }
  }`,
  'no-zod-v3': `export const object = () => { throw new Error('zod v3 is not in this build'); };`,
  'no-zod-to-json-schema': `export const zodToJsonSchema = () => { throw new Error('zod v3 is not in this build'); };`,
};

export async function bundle() {
  return esbuild.build({
    entryPoints: { 'codex-oauth': path.join(root, 'src/main.ts') },
    outdir: path.join(root, 'dist'),
    chunkNames: 'lib/[name]-[hash]',
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
    plugins: [trimSdk],
    alias: {
      // Its CommonJS half asks for its own files in a way that no bundler sees.
      'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
      // proper-lockfile asks for it; Node's own does what our lock needs, and it leaves `process` and `fs` as they are.
      'graceful-fs': 'node:fs',
    },
    // write-file-atomic and friends are CommonJS: bundled as ESM they still ask for these at run time.
    define: {
      __filename: 'import.meta.filename',
      __dirname: 'import.meta.dirname',
      __VERSION__: JSON.stringify(version),
    },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  });
}

function listFiles(dir, base = dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? listFiles(path.join(dir, e.name), base) : [path.relative(base, path.join(dir, e.name))],
  );
}

const result = await bundle();
const files = new Map(
  result.outputFiles.map((f) => [path.relative(root, f.path), Buffer.from(f.text.replace(/[ \t]+$/gm, ''))]),
);
// A megabyte of a library that is not read here: without its white space it costs every user half.
for (const [file, bytes] of files) {
  if (!/lib\/undici-/.test(file)) continue;
  const { code } = await esbuild.transform(bytes.toString('utf8'), {
    minifyWhitespace: true,
    charset: 'utf8',
    legalComments: 'none',
  });
  files.set(file, Buffer.from(code));
}
files.set('THIRD_PARTY_NOTICES', Buffer.from(noticesFor(result.metafile, root)));

if (process.argv.includes('--check')) {
  const have = [
    ...listFiles(path.join(root, 'dist')).map((f) => path.join('dist', f)),
    'THIRD_PARTY_NOTICES',
  ];
  const stale = [
    ...[...files]
      .filter(
        ([f, bytes]) => !existsSync(path.join(root, f)) || !readFileSync(path.join(root, f)).equals(bytes),
      )
      .map(([f]) => f),
    ...have.filter((f) => !files.has(f)),
  ];
  if (stale.length > 0) {
    console.error(
      `The committed bundle is stale: ${stale.join(', ')}. Users run dist/. Run \`npm run build\` and commit it.`,
    );
    process.exit(1);
  }
  console.log(`dist/ is fresh (${files.size} files)`);
} else if (process.argv.includes('--out')) {
  const out = path.resolve(process.argv[process.argv.indexOf('--out') + 1]);
  for (const [f, bytes] of files) {
    const target = path.join(out, path.relative('dist', f));
    if (!f.startsWith('dist')) continue;
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  writeFileSync(path.join(out, 'package.json'), '{"type":"module"}\n');
} else {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  for (const [f, bytes] of files) {
    mkdirSync(path.dirname(path.join(root, f)), { recursive: true });
    writeFileSync(path.join(root, f), bytes);
  }
  chmodSync(path.join(root, 'dist/codex-oauth.js'), 0o755);
  console.log(
    [...files]
      .map(([f, bytes]) => `${String(Math.ceil(bytes.length / 1024)).padStart(6)} kB  ${f}`)
      .join('\n'),
  );
}
