import type { Progress } from '#contract/campaigns.ts';
import type { Clock } from '#core/kernel/clock.ts';
import type { Say } from '../words.ts';
import type { Output } from './output.ts';

const barWidth = 24;
/** A log file wants a line now and then; a terminal wants a bar that moves. */
const lineEveryMs = 2_000;

/** Shows a campaign's way on stderr: a bar on a terminal, lines elsewhere. */
export function createProgressLines(output: Output, say: Say, clock: Clock): (progress: Progress) => void {
  let told = Number.NEGATIVE_INFINITY;
  let waited = '';
  return (progress) => {
    const { waiting } = progress;
    const now = clock.monotonic();
    if (waiting !== null && waiting.why !== 'schedule') {
      const seconds = Math.max(1, Math.ceil((waiting.until - clock.now()) / 1000));
      const key = `${waiting.why}/${waiting.until}`;
      // Once per wait in a log; every second on a terminal.
      if (waited !== key || output.terminal) {
        output.status(say(waiting.why === 'throttled' ? 'waitThrottled' : 'waitOffline', { seconds }));
      }
      waited = key;
      return;
    }
    if (progress.state !== 'running' || (!output.terminal && now - told < lineEveryMs)) return;
    told = now;
    const done = progress.sealed - progress.counts.queued - progress.counts.sending;
    const share = progress.sealed === 0 ? 0 : done / progress.sealed;
    const left = progress.secondsLeft === null ? '' : say('timeLeft', { time: duration(progress.secondsLeft) });
    const rate = progress.rate >= 10 ? progress.rate.toFixed(0) : progress.rate.toFixed(1);
    const line = say('progress', { done, sealed: progress.sealed, rate, left });
    output.status(output.terminal ? `${bar(share)} ${line}` : line);
  };
}

function bar(share: number): string {
  const full = Math.round(share * barWidth);
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
