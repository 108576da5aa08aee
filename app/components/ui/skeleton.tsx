export interface SkeletonProps {
  /** "Đang tải danh sách năng lực…" */
  label: string;
  rows?: number;
}

/** In the shape of the table to come; it appears after 300 ms and stands still. */
export function Skeleton({ label, rows = 6 }: SkeletonProps) {
  return (
    <div className="skeleton">
      <p role="status" className="mb-3 flex items-center gap-2.5 text-work text-ink-2">
        <span className="spinner" />
        {label}
      </p>
      <div aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="skeleton-row">
            <span />
            <span className="skeleton-name" />
            <span />
            <span />
          </div>
        ))}
      </div>
    </div>
  );
}
