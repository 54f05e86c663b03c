import { countSegments } from '#core/messages/segments.ts';
import type { CommandContext } from './context.ts';

/** `slipway segments`: what a text costs, and which characters make it cost more. */
export function segments(context: CommandContext): number {
  const { invocation, output, say } = context;
  const counted = countSegments(invocation.text('message') as string);
  const { encoding, units, costly } = counted;
  output.out(say('segmentsLine', { count: counted.segments, units, encoding }));
  if (costly.length > 0) {
    const characters = [...new Set(costly.map(({ character }) => character))].join(' ');
    output.out(say('costlyLine', { encoding, characters }));
  }
  if (invocation.has('json')) {
    output.out(
      JSON.stringify({
        encoding,
        units,
        segments: counted.segments,
        costly: costly.map(({ character, index }) => ({ character, index })),
      }),
    );
  }
  return 0;
}
