/** What the sheet writers (XLSX, CSV) are given. */

/** A cell's value: an ISO date in a `date` column, a finite number in `number` and `integer`, else text. */
export type Cell = string | number | null;

export interface SheetColumn {
  header: string;
  /** In characters of the body font, as Excel counts. */
  width: number;
  /**
   * `text`: always a text cell, so codes keep their zeros and nothing becomes a formula. `date`: ISO text becomes
   * a true date cell shown dd/mm/yyyy; any other text ("1982", a date before 1900) stays text. `number`: shown
   * with `decimals` places. `integer`: shown with grouped digits (keep years and codes in `text`).
   */
  kind: 'text' | 'date' | 'number' | 'integer';
  /** Of `number`; 2 by default. */
  decimals?: number;
}

export interface XlsxSheet {
  name: string;
  /** Rows above the header, merged over all columns; the first one bold. */
  title?: readonly string[];
  columns: readonly SheetColumn[];
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  freezeHeader: boolean;
  autoFilter: boolean;
  landscape: boolean;
  repeatHeader: boolean;
  /** Rows below the data after an empty one, merged over all columns, outside the filter. */
  footnotes?: readonly string[];
  creator: string;
  /** UTC milliseconds: the only time in the file. */
  createdAt: number;
  /** Ends a text that had to be cut to Excel's 32,767 characters; ` […]` by default. */
  cutMark?: string;
}
