/** An answer waits this long for others to share its commit, milliseconds. */
const longestWaitMs = 3;
/** How much one measurement moves an average. */
const share = 0.1;
/** From here on a commit is slow beside an answer. */
const slowCommit = 1.5;

/**
 * When answers are worth a commit: an fsync costs as much as many requests, so the fewer the better, as long as the line
 * stays busy. On a quick disk half of those who are out make a commit, and the other half are on the wire meanwhile; on a
 * slow one everybody is waited for, because then only the number of commits counts. Nobody waits longer than 3 ms.
 */
export class Gathering {
  /** Monotonic ms of the first answer that no commit has taken yet. */
  #since = 0;
  #commitMs = 0;
  #answerMs = 0;

  /** @param first no other answer waits */
  onAnswer(first: boolean, now: number, tookMs: number): void {
    if (first) this.#since = now;
    this.#answerMs += share * (tookMs - this.#answerMs);
  }

  onCommit(tookMs: number): void {
    this.#commitMs += share * (tookMs - this.#commitMs);
  }

  /**
   * @param gathered answers that wait for a commit
   * @param awaited requests that are out
   */
  isDue(gathered: number, awaited: number, now: number): boolean {
    if (gathered === 0 || awaited === 0) return true;
    const slow = this.#commitMs > slowCommit * this.#answerMs;
    return (!slow && gathered >= awaited) || this.msLeft(now) <= 0;
  }

  /** Milliseconds until the first answer has waited long enough. */
  msLeft(now: number): number {
    return this.#since + longestWaitMs - now;
  }
}
