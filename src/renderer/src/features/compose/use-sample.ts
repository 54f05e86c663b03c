import { useMemo } from 'react';
import type { DraftPreview } from '#contract/campaigns.ts';
import { textWith, valuesIn } from './sample-values.ts';
import { useCompose } from './store.ts';

export type Sample = DraftPreview['samples'][number];

/** The sample at `index`, with its text as the template stands at this keystroke. Null while there is nobody. */
export function useSample(index: number): Sample | null {
  const samples = useCompose((store) => store.preview?.samples);
  const previewOf = useCompose((store) => store.previewOf);
  const template = useCompose((store) => store.plan?.template ?? '');
  return useMemo(() => {
    const sample = samples?.[index] ?? samples?.[0];
    if (sample === undefined) return null;
    if (previewOf === template) return sample;
    return { ...sample, text: textWith(template, valuesIn(previewOf, sample.text)) };
  }, [samples, index, previewOf, template]);
}
