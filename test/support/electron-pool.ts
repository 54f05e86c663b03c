import { ForksPoolWorker, type PoolRunnerInitializer } from 'vitest/node';

/** Vitest's own forks, but each of them Electron's Node instead of ours. */
class ElectronPoolWorker extends ForksPoolWorker {
  override readonly name = 'electron';
  readonly #binary: string;

  constructor(binary: string, options: ConstructorParameters<typeof ForksPoolWorker>[0]) {
    super({ ...options, env: { ...options.env, ELECTRON_RUN_AS_NODE: '1' } });
    this.#binary = binary;
  }

  override start(): Promise<void> {
    // `fork` starts whatever `process.execPath` names, and the base class forks before it first awaits.
    const own = process.execPath;
    process.execPath = this.#binary;
    try {
      return super.start();
    } finally {
      process.execPath = own;
    }
  }
}

/** A Vitest pool whose workers run in the Node that the given Electron carries. */
export function electronPool(binary: string): PoolRunnerInitializer {
  return { name: 'electron', createPoolWorker: (options) => new ElectronPoolWorker(binary, options) };
}
