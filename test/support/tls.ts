import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { onTestFinished } from 'vitest';

export { makeAuthority } from './authority.ts';

export function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Ends the server and everything that hangs on it when the test ends. */
export function endWithTest(server: Server): void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
}

/** A TLS port of 127.0.0.1 in front of a plain one. Returns its number. */
export async function tlsFront(
  identity: { readonly key: string; readonly cert: string },
  plainPort: number,
): Promise<number> {
  const server = createServer(identity, (socket) => {
    const inner = connect({ port: plainPort, host: '127.0.0.1' });
    socket.on('error', () => inner.destroy()).on('close', () => inner.destroy());
    inner.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.pipe(inner).pipe(socket);
  });
  server.on('tlsClientError', () => {});
  endWithTest(server);
  return listening(server);
}
