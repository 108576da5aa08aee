import { TextField, type TextFieldProps } from './field';
import { CalendarClock } from './icons';

/** Day and month may lack their zero; whether the day exists is the server's question. */
export const datePattern = '\\d{1,2}/\\d{1,2}/\\d{4}';

export interface DateFieldProps extends Omit<TextFieldProps, 'type' | 'pattern' | 'icon' | 'iconEnd'> {
  /** What the browser says when the pattern does not fit: "Ghi theo mẫu ngày/tháng/năm". */
  patternTitle: string;
}

/**
 * A typed date. The browser's own date input follows the browser's language and shows 12/25/1979 to some; the
 * numeric keyboard of some phones has no slash.
 */
export function DateField({ patternTitle, ...rest }: DateFieldProps) {
  return (
    <TextField
      autoComplete="off"
      maxLength={10}
      {...rest}
      title={patternTitle}
      pattern={datePattern}
      iconEnd={CalendarClock}
    />
  );
}
