declare const __VERSION__: string;

/** This program's version, set by the build from package.json. */
export const VERSION: string = typeof __VERSION__ === 'string' ? __VERSION__ : 'dev';
