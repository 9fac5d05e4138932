// The floor: what a JSON-RPC server over stdio costs when it does nothing but answer. Everything else is compared with it.
const answers = {
  initialize: (params) => ({
    protocolVersion: params.protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'floor', version: '1' },
  }),
  'tools/list': () => ({ tools: [] }),
};
let rest = '';
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) {
    const { id, method, params } = JSON.parse(line);
    if (id === undefined) continue;
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: answers[method](params) })}\n`);
  }
});
process.stdin.on('end', () => process.exit(0));
