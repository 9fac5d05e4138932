// Which file of dist/lib each module of src/ goes to. A start parses the whole of each file that it loads, and together
// they are a megabyte: so what lists the tools, what every question needs, what only some need and the command line
// have a file each. A module is in one of them only (a second copy of AppError would be another class); the others
// reach it through the table `modules` of its file.
import path from 'node:path';
import * as esbuild from 'esbuild';

/** What the first files begin with. `parts` is what these load later, `cli` the rest. */
const BEGINNINGS = {
  program: ['src/program.ts', 'src/mcp/serve.ts', 'src/mcp/eras/older.ts', 'src/mcp/eras/newer.ts'],
  question: [
    'src/app.ts',
    'src/system/client.ts',
    'src/attach/secrets/scan.ts',
    'node_modules/open/index.js',
    'node_modules/proper-lockfile/index.js',
    'node_modules/write-file-atomic/lib/index.js',
  ],
};
const CLI = 'src/cli/main.ts';

/** Each module's file, and what it imports. */
async function sortModules(options, root) {
  const entryPoints = { program: path.join(root, 'src/program.ts') };
  const { inputs } = (await esbuild.build({ ...options, entryPoints })).metafile;
  const importsOf = (module, dynamic) =>
    inputs[module].imports.flatMap(({ kind, path: to }) =>
      to in inputs && !to.startsWith('<') && (kind === 'dynamic-import') === dynamic ? [to] : [],
    );
  const fileOf = new Map();
  const take = (module, file) => {
    if (fileOf.has(module)) return;
    fileOf.set(module, file);
    for (const next of importsOf(module, false)) take(next, file);
  };
  for (const [file, begins] of Object.entries(BEGINNINGS))
    for (const begin of begins) {
      const module = Object.keys(inputs).find((name) => name === begin || name.endsWith(`/${begin}`));
      if (module === undefined) throw new Error(`${begin} is not in the bundle.`);
      take(module, file);
    }
  // A map is walked with what is added meanwhile.
  for (const [module] of fileOf)
    for (const later of importsOf(module, true)) if (later !== CLI) take(later, 'parts');
  for (const module of Object.keys(inputs)) if (!module.startsWith('<')) take(module, 'cli');
  const reached = new Set();
  for (const [module, { imports }] of Object.entries(inputs))
    for (const { path: to } of imports)
      if (fileOf.has(to) && fileOf.get(to) !== fileOf.get(module)) reached.add(to);
  return { fileOf, reached };
}

/** Modules of another file: taken from its table at the moment in which they are needed. */
const others = (file, fileOf, root) => ({
  name: 'others',
  setup(build) {
    build.onResolve({ filter: /./ }, async ({ path: name, pluginData, ...args }) => {
      if (pluginData === 'asked' || args.kind === 'entry-point' || args.namespace !== 'file')
        return undefined;
      const found = await build.resolve(name, { ...args, pluginData: 'asked' });
      const module = path.relative(root, found.path).replaceAll(path.sep, '/');
      const other = fileOf.get(module);
      return other === undefined || other === file ? undefined : { path: module, namespace: 'others' };
    });
    build.onResolve({ filter: /./, namespace: 'others' }, (args) => ({ path: args.path, external: true }));
    build.onLoad({ filter: /./, namespace: 'others' }, ({ path: module }) => ({
      contents: `module.exports = require('./${fileOf.get(module)}.js').modules['${module}']();`,
    }));
  },
});

/** What of Node's no start needs and costs it 3 ms each: it comes with its first use. */
const ON_DEMAND = ['node:crypto', 'node:fs/promises'];

const onDemand = {
  name: 'on-demand',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path: name, namespace }) =>
      ON_DEMAND.includes(name) && namespace === 'file' ? { path: name, namespace: 'on-demand' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'on-demand' }, async ({ path: name }) => ({
      contents: Object.entries(await import(name))
        .filter(([key, value]) => key !== 'default' && typeof value === 'function')
        .map(([key]) => `export const ${key} = (...args) => require('${name}').${key}(...args);`)
        .join('\n'),
    }));
  },
};

/** Builds them all. */
export async function buildLayers(options, root) {
  const { fileOf, reached } = await sortModules(options, root);
  return [...new Set(fileOf.values())].map((file) => {
    const table = [...reached]
      .filter((module) => fileOf.get(module) === file)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((module) => `${JSON.stringify(module)}: () => require('./${module}'),`);
    const main = file === 'program' ? `export { runProgram } from './src/program.ts';` : '';
    return esbuild.build({
      ...options,
      stdin: {
        contents: `${main}\nexport const modules = {\n${table.join('\n')}\n};`,
        resolveDir: root,
        sourcefile: `${file}.ts`,
      },
      entryNames: `lib/${file}`,
      plugins: [...options.plugins, ...(file === 'program' ? [onDemand] : []), others(file, fileOf, root)],
    });
  });
}
