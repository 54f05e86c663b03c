import classes from './skeletons.module.css';

/** A grey line where a word will stand. `width` is any CSS width. */
export function SkeletonLine({ width = '60%', height = 10 }: { readonly width?: string; readonly height?: number }) {
  return <span aria-hidden className={classes.line} style={{ inlineSize: width, blockSize: height }} />;
}

/** A card's worth of lines while it loads. */
export function SkeletonCard({ lines = 3 }: { readonly lines?: number }) {
  const widths = ['38%', '72%', '56%', '64%', '48%'];
  return (
    <div className={classes.card} aria-busy>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <SkeletonLine key={index} width={widths[index % widths.length] ?? '60%'} height={index === 0 ? 16 : 10} />
      ))}
    </div>
  );
}
