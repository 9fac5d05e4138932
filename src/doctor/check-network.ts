import { AppError } from '../system/errors.ts';
import type { MachineFacts, NetworkFacts } from './facts.ts';
import { fail, note, ok, warn, type Finding } from './finding.ts';

/** Names and hosts only: a proxy's address may hold a password. */
export function checkProxy({ variables, routes, noProxy }: NetworkFacts): Finding {
  const refused = routes.map((r) => r.proxy).find((p) => p instanceof AppError);
  if (refused) return fail('proxy', refused.what, { why: refused.why, fix: refused.fix });
  if (variables.length === 0) return ok('proxy', 'No proxy is set; the network is reached directly.');
  const ways = routes.map(({ host, proxy }) =>
    proxy && !(proxy instanceof AppError)
      ? `${host} through ${proxy.host} (${proxy.name})`
      : `${host} directly${noProxy ? ' (NO_PROXY, or this machine itself)' : ''}`,
  );
  return note('proxy', `A proxy is set: ${ways.join(', ')}.`);
}

export function checkCa({ ca, otherCa, tlsOff }: NetworkFacts, { now }: MachineFacts): readonly Finding[] {
  const findings: Finding[] = [];
  if (tlsOff)
    findings.push(
      warn('tls', 'NODE_TLS_REJECT_UNAUTHORIZED=0 switches every check of certificates off.', {
        why: 'Anybody on the way can read the login and the questions.',
        fix: 'Unset it, and name the authority of your network in NODE_EXTRA_CA_CERTS instead.',
      }),
    );
  if (!ca) {
    findings.push(
      otherCa.length === 0
        ? ok('ca', 'The certificates that come with Node are trusted.')
        : note(
            'ca',
            `${otherCa.join(' and ')} ${otherCa.length === 1 ? 'is' : 'are'} set, but Node does not read that.`,
            {
              why: 'If your network inspects TLS, requests from here are refused.',
              fix: 'Set NODE_EXTRA_CA_CERTS to the same file.',
            },
          ),
    );
    return findings;
  }
  const again = 'then start the host again: it is read when a process starts';
  if (ca.found.kind === 'unreadable')
    return [
      ...findings,
      fail('ca', `NODE_EXTRA_CA_CERTS names ${ca.path}, which cannot be read (${ca.found.code}).`, {
        why: 'Node goes on without it.',
        fix: `Correct the path, ${again}.`,
      }),
    ];
  const { certificates } = ca.found;
  const good = certificates.filter((c) => c.validTo !== undefined);
  if (good.length === 0)
    return [
      ...findings,
      fail('ca', `NODE_EXTRA_CA_CERTS names ${ca.path}, which holds no certificate in PEM form.`, {
        why: 'Node goes on without it.',
        fix: `Convert it (\`openssl x509 -inform der -in FILE -out FILE.pem\`), ${again}.`,
      }),
    ];
  const valid = good.filter((c) => (c.validTo ?? 0) > now).length;
  if (valid === 0)
    return [
      ...findings,
      fail('ca', `Every certificate in ${ca.path} (NODE_EXTRA_CA_CERTS) has expired.`, {
        fix: `Ask your network’s administrator for the current file, ${again}.`,
      }),
    ];
  return [
    ...findings,
    ok('ca', `NODE_EXTRA_CA_CERTS adds ${valid} ${valid === 1 ? 'authority' : 'authorities'}.`),
  ];
}

const CODE_WAY = 'sign in with a code instead: `codex-oauth login --no-browser`';

export function checkPorts({ ports }: NetworkFacts): readonly Finding[] {
  const taken = ports.filter((p) => p.state !== 'free');
  const all = taken.length === ports.length;
  return ports.map((p) => {
    const id = `port.${p.port}`;
    if (p.state === 'free') return ok(id, `Port ${p.port} is free for the browser’s way back.`);
    const what =
      p.state === 'reserved'
        ? `Port ${p.port} may not be used on this machine: the system keeps it.`
        : `Port ${p.port} is in use${p.holder === undefined ? '' : ` by ${p.holder}`}.`;
    return all
      ? warn(id, what, {
          why: 'A sign-in with the browser cannot listen for its way back.',
          fix: `End that program, or ${CODE_WAY}.`,
        })
      : note(id, what, { why: 'A sign-in takes the other registered port.' });
  });
}

export function checkBrowser({ noBrowser, browser }: NetworkFacts): Finding {
  if (noBrowser !== undefined)
    return note('browser', `A sign-in shows a code here, because ${noBrowser}.`, {
      fix: 'To use a browser of this machine all the same: `codex-oauth login --browser`.',
    });
  if (browser === 'none')
    return note('browser', 'BROWSER=none: the address is shown and you open it yourself.');
  return ok(
    'browser',
    browser === undefined ? 'A sign-in opens the browser.' : 'A sign-in opens the program in BROWSER.',
  );
}
