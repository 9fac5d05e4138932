import {
  checkAuthFile,
  checkDisk,
  checkFolder,
  checkLeftovers,
  checkLock,
  checkPermissions,
} from './check-files.ts';
import { checkLogin, checkSources } from './check-login.ts';
import {
  checkClock,
  checkHost,
  checkLog,
  checkNode,
  checkPlace,
  checkServers,
  checkSettings,
  checkVersion,
} from './check-machine.ts';
import { checkBrowser, checkCa, checkPorts, checkProxy } from './check-network.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';

/** Every offline check, in the order in which it is shown: the login first, then what it stands on. Pure. */
export function checkAll(facts: Facts): readonly Finding[] {
  const { machine, settings, files, network, login } = facts;
  return [
    checkLogin(login),
    checkSources(login),
    checkAuthFile(files),
    ...checkPermissions(files, machine),
    checkFolder(files, machine),
    ...checkLock(files),
    ...checkLeftovers(files),
    ...checkDisk(files),
    ...checkSettings(settings),
    ...checkServers(settings),
    checkProxy(network),
    ...checkCa(network, machine),
    ...checkPorts(network),
    checkBrowser(network),
    checkClock(facts),
    checkPlace(machine),
    checkHost(machine),
    checkNode(machine),
    checkVersion(machine),
    ...checkLog(settings),
  ];
}
