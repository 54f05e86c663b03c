export interface Soon {
  /** Does the work after the wait; asked again before that, it is still done once. */
  ask(): void;
  cancel(): void;
}

/** Events come in bursts; screens follow them at most once every `ms`. */
export function soon(ms: number, work: () => void): Soon {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask() {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, ms);
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
