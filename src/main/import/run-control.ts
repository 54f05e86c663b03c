export type RunOrder = 'pause' | 'go' | 'cancel';

/** How whoever started a long run halts it, lets it go on, or ends it; the run follows from wherever it is. */
export class RunControl {
  readonly #followers = new Set<(order: RunOrder) => void>();
  readonly #abort = new AbortController();
  #paused = false;

  /** Aborted once the run is cancelled. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get paused(): boolean {
    return this.#paused;
  }

  pause(): void {
    if (this.#paused || this.signal.aborted) return;
    this.#paused = true;
    this.#tell('pause');
  }

  goOn(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#tell('go');
  }

  cancel(): void {
    if (this.signal.aborted) return;
    this.#paused = false;
    this.#abort.abort();
    this.#tell('cancel');
  }

  /** Hears every order from now on, and at once what is already in force. Answers how to stop hearing. */
  follow(hear: (order: RunOrder) => void): () => void {
    this.#followers.add(hear);
    if (this.signal.aborted) hear('cancel');
    else if (this.#paused) hear('pause');
    return () => this.#followers.delete(hear);
  }

  #tell(order: RunOrder): void {
    for (const hear of [...this.#followers]) hear(order);
  }
}
