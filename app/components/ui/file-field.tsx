import { useTranslation } from 'react-i18next';
import type { FileFault } from '~/files/terms';
import { describedBy, FieldShell, type FieldProps } from './field';
import { Icon } from './icon';
import { FileText } from './icons';

export interface FileFieldProps extends Omit<FieldProps, 'hint' | 'error'> {
  /** Largest size (setting uploadMegabytes): a larger file is told at once, before it travels. The server decides. */
  megabytes: number;
  fault?: FileFault | null;
  /** The file that is there already; it stays unless another is chosen. */
  current?: { fileId: number; name: string } | null;
  required?: boolean;
}

const ACCEPT = '.pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg';

/** One file: PDF, PNG or JPEG. Its form needs encType="multipart/form-data". Works without script. */
export function FileField({ megabytes, fault, current, required, ...field }: FileFieldProps) {
  const { t } = useTranslation();
  const id = field.id ?? field.name;
  const error = fault ? t(`operations:upload.fault.${fault}`, { size: megabytes }) : undefined;
  const hint = t('operations:upload.hint', { size: megabytes });
  return (
    <FieldShell {...field} id={id} hint={hint} {...(error ? { error } : {})}>
      {current && (
        <p className="mb-1.5 flex flex-wrap items-center gap-x-2 text-work">
          <a href={`/files/${current.fileId}`} className="link inline-flex min-h-6 items-center gap-1.5">
            <Icon of={FileText} size={16} />
            {current.name}
          </a>
          <span className="text-ink-3">{t('operations:upload.current_note')}</span>
        </p>
      )}
      <input
        type="file"
        id={id}
        name={field.name}
        accept={ACCEPT}
        required={required}
        data-max-bytes={megabytes * 1024 * 1024}
        data-too-large={t('operations:upload.fault.file_large', { size: megabytes })}
        aria-describedby={describedBy(id, { hint, ...(error ? { error } : {}) })}
        aria-invalid={error ? true : undefined}
        className="input"
      />
      <script src="/file-field.js" defer />
    </FieldShell>
  );
}
