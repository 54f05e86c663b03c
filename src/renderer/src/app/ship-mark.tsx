/** The app's sign: a ship on its ways. */
export function ShipMark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden role="presentation">
      <rect width="26" height="26" rx="7" fill="var(--accent)" />
      <g fill="none" stroke="var(--accent-ink)" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
        <path d="M6.4 14.4h13.2l-1.9 4.2H8.9z" />
        <path d="M12.4 14.2V6.4l5 5.2h-5M12.4 8.6l-3.6 5.6" />
        <path d="M5 21.4l16-1.6" />
      </g>
    </svg>
  );
}
