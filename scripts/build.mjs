// Builds dist/ from src/: readable, with the licence notices of exactly what it contains.
// `--check` builds into memory and fails when the committed dist/ differs; `--out DIR` builds somewhere else (for tests
// of a change that is not in dist/ yet: CODEX_OAUTH_TEST_BUNDLE=DIR/codex-oauth.js).
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
  mkdirSync,
  mkdtempSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { tsImport } from 'tsx/esm/api';
import * as zod from 'zod/v4';
import { noticesFor } from './notices.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const version = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;

/** The names of zod that anything here uses: all of it would be twice as long. */
function zodNames() {
  const scope = path.join(root, 'node_modules/@modelcontextprotocol');
  const newer = realpathSync(path.join(scope, 'server'));
  const sources = [
    path.join(root, 'src'),
    path.join(scope, 'sdk/dist/esm'),
    newer,
    path.join(newer, '../core'),
  ];
  const files = sources.flatMap((dir) => listFiles(dir, '').filter((file) => /\.(?:mjs|js|ts)$/.test(file)));
  const uses = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bz(?:4mini)?\.(\w+)/g)]);
  // These hold all of it once more, and are named in types and comments only.
  const whole = ['core', 'default', 'locales', 'regexes', 'util', 'z'];
  const names = new Set(uses.map(([, name]) => name).filter((name) => name in zod && !whole.includes(name)));
  return [...names].sort();
}

/**
 * Third-party code that only some runs need has a file of its own, as far as it shares nothing with src/. Our own code
 * is one file: in four, the tools were listed 9 ms sooner, the first answer came 20 ms later, and 4 MB more were held.
 */
const APART = {
  undici: {
    // Five of its parts are used; its index would bring the other two thirds along.
    contents: `Object.assign(require('undici/lib/dispatcher/dispatcher.js').prototype, require('undici/lib/api/index.js'));
      module.exports = {
        Agent: require('undici/lib/dispatcher/agent.js'),
        EnvHttpProxyAgent: require('undici/lib/dispatcher/env-http-proxy-agent.js'),
        Pool: require('undici/lib/dispatcher/pool.js'),
        buildConnector: require('undici/lib/core/connect.js'),
        fetch: require('undici/lib/web/fetch/index.js').fetch,
      };`,
    imported: ({ path: name }) => name === 'undici',
  },
  // Each era of MCP loads its own SDK, and both the one schema library.
  'mcp-older': {
    contents: `export { Server } from '@modelcontextprotocol/sdk/server/index.js';
      export { ElicitResultSchema, InitializeRequestSchema, PingRequestSchema, ResultSchema, SetLevelRequestSchema } from '@modelcontextprotocol/sdk/types.js';`,
    imported: ({ path: name, importer }) =>
      name.startsWith('@modelcontextprotocol/sdk/') && /[/\\]src[/\\]mcp[/\\]/.test(importer),
  },
  'mcp-newer': {
    contents: `export { Server } from '@modelcontextprotocol/server';
      export { serveStdio } from '@modelcontextprotocol/server/stdio';`,
    imported: ({ path: name, importer }) =>
      name.startsWith('@modelcontextprotocol/server') && /[/\\]src[/\\]mcp[/\\]/.test(importer),
  },
  zod: {
    contents: `export { ${zodNames().join(', ')} } from 'zod/v4';`,
    imported: ({ path: name }) => /^zod\/v4(?:-mini)?$/.test(name),
  },
  redis: {
    contents: `module.exports = { createClient: require('@redis/client/dist/lib/client/index.js').default.create };`,
    imported: ({ path: name }) => name === '@redis/client',
  },
  simulator: {
    contents: `export * from './simulator/simulator.ts';`,
    imported: ({ path: name }) => name.endsWith('/simulator/simulator.ts'),
  },
  // The demo's. The server's copy of the SDK is without what only a client needs.
  'mcp-client': {
    contents: `export * from '@modelcontextprotocol/sdk/client/index.js';
      export * from '@modelcontextprotocol/sdk/client/stdio.js';
      export { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';`,
    imported: ({ path: name, importer }) =>
      name.startsWith('@modelcontextprotocol/') && /[/\\]src[/\\]cli[/\\]/.test(importer),
  },
};

const apart = {
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/program\.ts$/ }, () => ({ path: './lib/program.js', external: true }));
    build.onResolve({ filter: /undici|redis\/client|simulator\.ts|modelcontextprotocol|zod/ }, (args) => {
      const name = Object.keys(APART).find((n) => args.kind !== 'entry-point' && APART[n].imported(args));
      return name && args.importer !== '' && !path.basename(args.importer).startsWith('apart')
        ? { path: `./${name}.js`, external: true }
        : undefined;
    });
  },
};

/** A stand-in for a schema, which makes the real one when something first looks into it. */
const LAZILY = `
function lazily(build) {
  let made;
  const schema = () => (made ??= build());
  const trap = (name) => (_, ...rest) => Reflect[name](schema(), ...rest);
  return new Proxy({}, {
    get: (_, key) => Reflect.get(schema(), key),
    has: trap('has'),
    ownKeys: trap('ownKeys'),
    getOwnPropertyDescriptor: trap('getOwnPropertyDescriptor'),
    set: (_, key, value) => Reflect.set(schema(), key, value),
    getPrototypeOf: trap('getPrototypeOf'),
  });
}`;

/** Where the SDKs define their schemas, and how many at least. */
const LAZY = [
  [/@modelcontextprotocol.sdk.dist.esm.types\.js$/, 140],
  [/@modelcontextprotocol.core.dist.schemas-\w+\.mjs$/, 140],
  [/@modelcontextprotocol.core.dist.auth-[\w-]+\.mjs$/, 10],
  [/@modelcontextprotocol.server.dist.src-\w+\.mjs$/, 200],
];

/** How to tell messages apart that are well formed. */
const FORMS = {
  Request: `'method' in value && 'id' in value`,
  Notification: `'method' in value && !('id' in value)`,
  ResultResponse: `'result' in value`,
  ErrorResponse: `'error' in value`,
};

/** What the server never uses of the SDKs and costs it 30 ms at each start. */
const trimSdk = {
  name: 'trim-sdk',
  setup(build) {
    const inSdk = ({ importer }) => importer.includes('@modelcontextprotocol');
    build.onResolve(
      { filter: /^zod\/v3$|^zod-to-json-schema$|validation\/ajv-provider\.js$|server\/_shims$/ },
      (args) => (inSdk(args) ? { path: args.path, namespace: 'trim' } : undefined),
    );
    // Older schemas are never met, and only forms that are elicited are validated with ajv: we elicit none.
    build.onLoad({ filter: /.*/, namespace: 'trim' }, () => ({
      contents: `const missing = () => { throw new Error('not in this build'); };
        export { missing as object, missing as zodToJsonSchema };
        export class AjvJsonSchemaValidator { getValidator = missing; }
        export { AjvJsonSchemaValidator as DefaultJsonSchemaValidator };
        export { default as process } from 'node:process';`,
    }));
    // Most of their schemas are never looked into. Building one has no other effect.
    for (const [filter, least] of LAZY)
      build.onLoad({ filter }, (args) => {
        let count = 0;
        const contents = readFileSync(args.path, 'utf8').replace(
          /^(\t?)((?:export )?const (?:[A-Z]\w*Schema(?:\$\d)?|(?:shared|\w+Params)\w*Shape|wireMeta) = )([^]+?);(?=\n(?:\n|\1[^\s}]))/gm,
          (_, tab, head, schema) => {
            count += 1;
            return `${tab}${head}/* @__PURE__ */ lazily(() => (${schema}));`;
          },
        );
        if (count < least) throw new Error(`Only ${count} schemas of ${args.path} were found.`);
        // json-rpc.ts has checked what comes in. The other three are for schemas of forms by another library.
        return {
          contents:
            contents
              // Tables that hold one for each method.
              .replace(
                /^(\t\t(?:"[\w/]+"|\w+): )((?:dispatchRequest|liftedResult|wireResultResponse)\([^]*?\))(?=,?\n(?:\t\t["\w]|\t}))/gm,
                '$1lazily(() => $2)',
              )
              .replace(/JSONRPC(\w+)Schema\.safeParse\(value\)\.success/g, (all, kind) =>
                kind in FORMS ? `(${FORMS[kind]})` : all,
              )
              .replace(
                /^const (ROOT_KEYS|PROPERTY_KEYS_BY_TYPE|SUPPORTED_STRING_FORMATS) = [^;]+;/gm,
                'let $1;',
              ) + LAZILY,
        };
      });
  },
};

/** Our scripts are sent as they are: the client's 450 commands and what it knows about them are not needed. */
const trimRedis = {
  name: 'trim-redis',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/commands$|command-metadata-data$/ }, ({ importer, path: name }) =>
      importer.includes('@redis') ? { path: name, namespace: 'trim-redis' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'trim-redis' }, () => ({
      contents: 'module.exports = { default: {}, NON_STICKY_COMMANDS: {}, COMMAND_METADATA: {} };',
    }));
  },
};

/** What a start does not need of Node's own modules, and would cost it 3 to 5 ms. Loaded at the first use. */
const lateCrypto = {
  name: 'late-crypto',
  setup(build) {
    const used = ['createHash', 'createPublicKey', 'randomUUID', 'timingSafeEqual', 'verify'];
    build.onResolve({ filter: /^node:crypto$/ }, ({ kind, path: name }) =>
      // What is imported or required when it is needed is late enough, and may use more of it.
      kind === 'import-statement' ? { path: name, namespace: 'late' } : { path: name, external: true },
    );
    build.onLoad({ filter: /.*/, namespace: 'late' }, () => ({
      contents: used
        .map((name) => `export const ${name} = (...given) => require('node:crypto').${name}(...given);`)
        .join('\n'),
    }));
  },
};

const options = {
  outdir: path.join(root, 'dist'),
  absWorkingDir: root,
  bundle: true,
  // Half as long in the loading as modules are; dist/package.json says what it is.
  format: 'cjs',
  supported: { 'dynamic-import': false },
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
  alias: {
    // Its CommonJS half asks for its own files in a way that no bundler sees.
    'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
    // proper-lockfile asks for it; Node's own does what our lock needs, and it leaves `process` and `fs` as they are.
    'graceful-fs': 'node:fs',
  },
  define: { __VERSION__: JSON.stringify(version), 'import.meta.url': '__url' },
  banner: { js: "'use strict';\nconst __url = require('node:url').pathToFileURL(__filename).href;" },
};

/** The JSON Schemas of the tools' arguments, which zod would have to make anew at every start. */
async function inputSchemas() {
  const { TOOLS } = await tsImport('../src/mcp/registrar.ts', import.meta.url);
  const { OWN_TOOLS } = await tsImport('../src/mcp/tools/own.ts', import.meta.url);
  const { inputSchemaOf } = await tsImport('../src/mcp/arguments.ts', import.meta.url);
  return Object.fromEntries([...TOOLS, ...OWN_TOOLS].map((tool) => [tool.name, inputSchemaOf(tool)]));
}

/** The types of the sub-path `codex-oauth-mcp/oauth`: one file, because the library's signatures name only its own. */
function libraryTypes() {
  const out = mkdtempSync(path.join(tmpdir(), 'codex-oauth-types-'));
  const tsc = path.join(root, 'node_modules/.bin', process.platform === 'win32' ? 'tsc.cmd' : 'tsc');
  const flags =
    `--ignoreConfig --declaration --emitDeclarationOnly --allowImportingTsExtensions --target ES2022
    --lib ES2023 --module NodeNext --moduleResolution NodeNext --types node --strict --exactOptionalPropertyTypes
    --skipLibCheck --newLine lf --rootDir src --outDir`.split(/\s+/);
  const run = spawnSync(tsc, [...flags, out, 'src/library.ts'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const file = path.join(out, 'library.d.ts');
  if (run.status !== 0 || !existsSync(file)) throw new Error(`no types of the library: ${run.stdout}`);
  const text = readFileSync(file, 'utf8');
  rmSync(out, { recursive: true, force: true });
  if (/^import /m.test(text))
    throw new Error('The types of the library name something that is not in its file.');
  return text;
}

export async function bundle() {
  // One byte a character: read 2 ms faster at each start, and 1.2 MB less in memory.
  const own = { ...options, charset: 'ascii', plugins: [apart, trimSdk, lateCrypto] };
  own.define = { ...options.define, __INPUT_SCHEMAS__: JSON.stringify(await inputSchemas()) };
  const main = {
    'codex-oauth': path.join(root, 'src/main.ts'),
    'lib/program': path.join(root, 'src/program.ts'),
    'lib/schema-worker': path.join(root, 'src/ask/schema-worker.ts'),
  };
  const builds = await Promise.all([
    esbuild.build({ ...own, entryPoints: main }),
    esbuild.build({ ...options, entryPoints: { oauth: path.join(root, 'src/library.ts') } }),
    ...Object.entries(APART).map(([name, { contents }]) =>
      esbuild.build({
        ...options,
        stdin: { contents, resolveDir: root, sourcefile: `apart-${name}.ts` },
        entryNames: `lib/${name}`,
        // Libraries that are not read here: a third as large, they are loaded faster.
        minify: name !== 'simulator',
        plugins: [apart, trimSdk, trimRedis],
        external: ['@opentelemetry/api', '@node-rs/xxhash'],
      }),
    ),
  ]);
  return {
    outputFiles: builds.flatMap((b) => b.outputFiles),
    metafile: { outputs: Object.assign({}, ...builds.map((b) => b.metafile.outputs)) },
  };
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
files.set('dist/oauth.d.ts', Buffer.from(libraryTypes()));
files.set('dist/package.json', Buffer.from('{ "type": "commonjs" }\n'));
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
      `The committed bundle is stale: ${stale.join(', ')}. Users run dist/. Run \`npm run bundle\` and commit it.`,
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
