import type { Output } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';

type Summary = ImportRecord['summary'];
export type Plan = Output<'import.plan'>;
export type Reason = Summary['reasons'][number]['reason'];

/** What the Check step says in large. `added + changed + same + leftOut` is the number of rows in the file. */
export interface Figures {
  readonly records: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly leftOut: number;
  /** Kinds of reasons behind `leftOut`. */
  readonly reasons: number;
  /** Rows whose person is in the book afterwards. */
  readonly accepted: number;
  /** New and changed people: what pressing Import writes. */
  readonly written: number;
}

export function figuresOf(summary: Summary, plan: Plan): Figures {
  return {
    records: summary.records,
    added: plan.added,
    changed: plan.changed,
    same: plan.same,
    leftOut: summary.invalid + summary.duplicate,
    reasons: summary.reasons.filter((reason) => reason.count > 0).length,
    accepted: summary.accepted,
    written: plan.added + plan.changed,
  };
}

/** `ready` is the list of accepted rows; the two notes have a count and no rows of their own. */
export type ProblemKey = Reason | 'landline' | 'opted_out' | 'ready';

export interface Problem {
  readonly key: ProblemKey;
  readonly count: number;
  /** The first cell that was judged so; null for notes. */
  readonly sample: string | null;
  readonly tone: 'bad' | 'doubt' | 'info' | 'wait' | 'ok';
  /** Whether `import.rows` can list the rows behind it. */
  readonly listed: boolean;
}

/** What a person should look at, worst first: damage that may be mended, refusals, repeats, then notes. */
export function problemsOf(summary: Summary, plan: Plan | null): readonly Problem[] {
  const problems: Problem[] = summary.reasons
    .filter((reason) => reason.count > 0)
    .map(({ reason, count, samples }) => ({
      key: reason,
      count,
      sample: samples.find((sample) => sample.value.trim() !== '')?.value.trim() ?? null,
      tone: reason === 'duplicate' ? 'info' : reason === 'phone_damaged' ? 'doubt' : 'bad',
      listed: true,
    }));
  const rank = (problem: Problem) => ['doubt', 'bad', 'info'].indexOf(problem.tone);
  problems.sort((a, b) => rank(a) - rank(b) || b.count - a.count);
  if (summary.landline > 0) {
    problems.push({ key: 'landline', count: summary.landline, sample: null, tone: 'info', listed: false });
  }
  if (plan !== null && plan.suppressed > 0) {
    problems.push({ key: 'opted_out', count: plan.suppressed, sample: null, tone: 'wait', listed: false });
  }
  return problems;
}

/** "patients_okt.csv" → "patients_okt"; a name that is only an extension stays. */
export function nameWithoutExtension(fileName: string): string {
  return fileName.replace(/(?<=.)\.[A-Za-z0-9]{1,5}$/, '').trim() || fileName;
}
