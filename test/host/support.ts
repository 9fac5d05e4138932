import { afterEach } from 'vitest';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { openSetting, type Setting } from './setting.ts';

const open: Setting[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((setting) => setting.end()));
});

/** A setting that ends with the test. */
export async function createSetting(options: SimulatorOptions = {}): Promise<Setting> {
  const setting = await openSetting(options);
  open.push(setting);
  return setting;
}
