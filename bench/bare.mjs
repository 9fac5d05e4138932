// The yardstick: a JSON-RPC server over stdio that does nothing but answer, and a bare fetch of the stream that a
// question gets. What our server costs above it is what we have added.
const answers = {
  initialize: (params) => ({
    protocolVersion: params.protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'bare', version: '1' },
  }),
  'tools/list': () => ({ tools: [] }),
  fetch: async ({ url, headers, body }) => {
    const response = await fetch(url, { method: 'POST', headers, body });
    const text = await response.text();
    return { size: text.length, beginning: text.slice(0, 20_000) };
  },
};
async function answer({ id, method, params }) {
  if (id === undefined) return;
  const result = await answers[method](params);
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
}

let rest = '';
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) void answer(JSON.parse(line));
});
process.stdin.on('end', () => process.exit(0));
