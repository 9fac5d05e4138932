import { html, type PlainReply } from '../reply.ts';

/** The page that stands in front of the backend and takes a client for a script (docs/wire.md 6.5, 7.2). */
export function challengePage(): PlainReply {
  return html(
    403,
    '<!DOCTYPE html><html lang="en"><head><title>Just a moment...</title></head><body>' +
      '<h1>Simulated challenge page</h1><p>A browser would now have to prove that it is one.</p></body></html>',
    { 'cf-mitigated': 'challenge', 'cf-ray': '8simulated00001-SIM', server: 'cloudflare' },
  );
}
