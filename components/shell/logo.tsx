/** The router's mark: one path in, three out. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <span
      className="grid shrink-0 place-items-center rounded-sm bg-ink text-on-ink"
      style={{ width: size, height: size }}
    >
      <svg
        aria-hidden="true"
        width={size * 0.67}
        height={size * 0.67}
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M2 8h4c3 0 3-4 6-4h2M6 8h8M6 8c3 0 3 4 6 4h2" />
      </svg>
    </span>
  );
}
