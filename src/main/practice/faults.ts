import type { FaultKind } from './magic-numbers.ts';
import type { FaultRule } from './settings.ts';

export interface FaultPlan {
  /** Replaces the rules; counting starts again. */
  set(rules: readonly FaultRule[]): void;
  /** Counts one request and says what should go wrong with it; the first rule that strikes wins. */
  next(isSend: boolean): FaultKind | null;
}

export function createFaultPlan(): FaultPlan {
  let rules: { readonly rule: FaultRule; seen: number }[] = [];
  return {
    set(next) {
      rules = next.map((rule) => ({ rule, seen: 0 }));
    },
    next(isSend) {
      let struck: FaultKind | null = null;
      for (const entry of rules) {
        const { rule } = entry;
        if (rule.on === 'send' && !isSend) continue;
        entry.seen += 1;
        const inside = entry.seen >= rule.from && (rule.count === null || entry.seen < rule.from + rule.count);
        if (inside && struck === null) struck = rule.kind;
      }
      return struck;
    },
  };
}
