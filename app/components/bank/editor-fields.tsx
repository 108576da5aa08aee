import { useTranslation } from 'react-i18next';
import type { QuestionDraft, TextPair } from '~/assessment/question';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/choice';
import { Icon } from '../ui/icon';
import { CircleX } from '../ui/icons';

type Lang = 'vi' | 'en';
const LANGS: Lang[] = ['vi', 'en'];

/** Which language is being edited. Both languages are always posted, whichever is in view. */
export function LanguageTabs({ tab, onTab }: { tab: Lang; onTab: (tab: Lang) => void }) {
  const { t } = useTranslation();
  return (
    <div className="flex gap-2" role="group" aria-label={t('bank:language')}>
      {LANGS.map((lang) => (
        <button
          key={lang}
          type="button"
          lang={lang}
          aria-pressed={tab === lang}
          className="btn btn-secondary btn-36"
          onClick={() => onTab(lang)}
        >
          {t(`bank:lang.${lang}`)}
        </button>
      ))}
    </div>
  );
}

export function TextPairField(props: {
  name: 'stem' | 'explanation';
  label: string;
  tab: Lang;
  value: TextPair;
  error: string | undefined;
  errorId: string;
  onChange: (value: TextPair) => void;
}) {
  const { name, label, tab, value, error, errorId, onChange } = props;
  return (
    <div className="field field-work" id={errorId} tabIndex={-1}>
      <label className="label" htmlFor={`${name}.${tab}`}>
        {label}
      </label>
      {LANGS.map((lang) => (
        <textarea
          key={lang}
          id={`${name}.${lang}`}
          name={`${name}.${lang}`}
          lang={lang}
          rows={3}
          hidden={lang !== tab}
          maxLength={4000}
          value={value[lang]}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${name}-error` : undefined}
          className="input"
          onChange={(event) => onChange({ ...value, [lang]: event.target.value })}
        />
      ))}
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
    </div>
  );
}

export function FieldError({ id, children }: { id: string; children: string }) {
  return (
    <p className="error" id={id}>
      <Icon of={CircleX} size={16} />
      <span>{children}</span>
    </p>
  );
}

interface OptionsProps {
  draft: QuestionDraft;
  tab: Lang;
  errorOf: (path: string) => string | undefined;
  onChange: (change: Partial<QuestionDraft['body']>) => void;
}

/** The options with their key. Ctrl+Enter adds a row; a row left empty is dropped when saved. */
export function OptionsEditor({ draft, tab, errorOf, onChange }: OptionsProps) {
  const { t } = useTranslation();
  const { options, lockLast } = draft.body;
  const isFixed = draft.type === 'true_false';
  const listError = errorOf('body.options');
  const setOption = (index: number, change: Partial<(typeof options)[number]>) =>
    onChange({ options: options.map((option, at) => (at === index ? { ...option, ...change } : option)) });
  const setRight = (index: number, right: boolean) =>
    onChange({
      options: options.map((option, at) =>
        draft.type === 'multiple'
          ? at === index
            ? { ...option, right }
            : option
          : { ...option, right: at === index },
      ),
    });
  const add = () => {
    if (options.length >= 10) return;
    const id = [...'abcdefghij'].find((letter) => !options.some((option) => option.id === letter)) ?? '';
    onChange({ options: [...options, { id, text: { vi: '', en: '' }, right: false }] });
  };
  return (
    <fieldset
      className="grid gap-2"
      id="body.options"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.ctrlKey && event.key === 'Enter' && !isFixed) {
          event.preventDefault();
          add();
        }
      }}
    >
      <legend className="mb-1.5 text-work font-semibold">{t('bank:field.options')}</legend>
      {options.map((option, index) => {
        const letter = 'ABCDEFGHIJ'[index] ?? '';
        const error = errorOf(`body.options.${index}.text.vi`) ?? errorOf(`body.options.${index}.text.en`);
        return (
          <div key={option.id} id={`body.options.${index}.text.vi`} tabIndex={-1}>
            <div className="flex items-center gap-3">
              <input
                type={draft.type === 'multiple' ? 'checkbox' : 'radio'}
                className={draft.type === 'multiple' ? 'checkbox' : 'radio'}
                name="right"
                value={index}
                checked={option.right}
                aria-label={t('bank:is_right', { letter })}
                onChange={(event) => setRight(index, event.target.checked)}
              />
              <input type="hidden" name={`option.${index}.id`} value={option.id} />
              {isFixed ? (
                <span>{option.id === 'true' ? t('exam:true') : t('exam:false')}</span>
              ) : (
                <span className="field field-work min-w-0 flex-1">
                  {LANGS.map((lang) => (
                    <input
                      key={lang}
                      type="text"
                      lang={lang}
                      hidden={lang !== tab}
                      name={`option.${index}.${lang}`}
                      aria-label={t('bank:option_n', { letter })}
                      aria-invalid={error ? true : undefined}
                      maxLength={1000}
                      value={option.text[lang]}
                      className="input"
                      onChange={(event) =>
                        setOption(index, { text: { ...option.text, [lang]: event.target.value } })
                      }
                    />
                  ))}
                </span>
              )}
              {!isFixed && (
                <button
                  type="button"
                  className="btn btn-quiet btn-36"
                  onClick={() => onChange({ options: options.filter((_, at) => at !== index) })}
                >
                  {t('bank:remove')}
                  <span className="sr-only"> {t('bank:option_n', { letter })}</span>
                </button>
              )}
            </div>
            {error && <FieldError id={`option-${index}-error`}>{error}</FieldError>}
          </div>
        );
      })}
      {listError && <FieldError id="options-error">{listError}</FieldError>}
      {!isFixed && (
        <div className="flex flex-wrap items-center gap-4">
          <Button type="button" size={36} aria-keyshortcuts="Control+Enter" onClick={add}>
            {t('bank:add_option')}
          </Button>
          <span className="text-small text-ink-3">
            <kbd className="kbd">Ctrl</kbd> <kbd className="kbd">Enter</kbd>
          </span>
          <Checkbox
            name="lockLast"
            label={t('bank:lock_last')}
            checked={lockLast}
            onChange={(event) => onChange({ lockLast: event.target.checked })}
          />
        </div>
      )}
    </fieldset>
  );
}
