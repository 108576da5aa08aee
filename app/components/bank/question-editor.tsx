import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuestionDraft } from '~/assessment/question';
import { DIFFICULTIES, QUESTION_TYPES } from '~/assessment/terms';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { ErrorSummary } from '../ui/error-summary';
import { SelectField, TextField } from '../ui/field';
import { skillOptions, type SkillName } from './bank-filters';
import { CandidatePreview } from './candidate-preview';
import { LanguageTabs, OptionsEditor, TextPairField } from './editor-fields';
import { isFieldCode, type FieldCode } from './field-codes';
import { UsageCard, type UsedQuestion } from './usage-card';

interface Props {
  question: UsedQuestion & { draft: QuestionDraft; version: number };
  /** What the server refused: the draft as typed, codes by field. */
  refused: {
    fields: Record<string, string>;
    changed: boolean;
    expectedVersion: number;
    draft: QuestionDraft;
  } | null;
  skills: SkillName[];
  lang: 'vi' | 'en';
}

/** Editor and, beside it, the question as a candidate sees it. Saving makes a new version; old attempts keep theirs. */
export function QuestionEditor({ question, refused, skills, lang }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<QuestionDraft>(refused?.draft ?? question.draft);
  const [tab, setTab] = useState<'vi' | 'en'>('vi');
  // Until the script runs nothing may be typed: React would put the old text back.
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const { body } = draft;
  const setBody = (change: Partial<QuestionDraft['body']>) =>
    setDraft({ ...draft, body: { ...body, ...change } });
  const errorOf = (path: string): string | undefined => {
    const code = refused?.fields[path];
    return code === undefined ? undefined : t(`bank:error.${knownCode(code)}`);
  };
  const paths = Object.keys(refused?.fields ?? {});
  const lagging =
    body.stem.vi !== question.draft.body.stem.vi && body.stem.en === question.draft.body.stem.en;
  return (
    <div className="grid min-w-0 items-start gap-4 min-[80rem]:grid-cols-[minmax(0,1fr)_19rem]">
      <form method="post" className="card card-work min-w-0" noValidate>
        <noscript>
          <p className="callout callout-son m-4">{t('bank:needs_script')}</p>
        </noscript>
        <fieldset className="card-body grid min-w-0 gap-4" disabled={!ready} aria-busy={!ready}>
          <div className="flex flex-wrap items-baseline gap-3">
            <h2 className="text-work-heading">{question.code}</h2>
            <span className="text-work text-ink-2">{t('bank:version', { version: question.version })}</span>
          </div>
          {refused && (
            <ErrorSummary
              title={
                refused.changed
                  ? t('errors:version_changed.title')
                  : t('bank:not_saved', { count: paths.length })
              }
              errors={paths.map((path) => ({ fieldId: path, label: labelOf(t, path) }))}
            >
              {refused.changed && (
                <p>
                  {t('errors:version_changed.text')}{' '}
                  <a href={`?question=${question.code}`} target="_blank" rel="noreferrer">
                    {t('bank:open_newest', { version: question.version })}
                  </a>
                </p>
              )}
            </ErrorSummary>
          )}
          <input type="hidden" name="code" value={question.code} />
          {/* What was typed still rests on the version it was typed over: pressing again must not overwrite a newer one. */}
          <input type="hidden" name="expectedVersion" value={refused?.expectedVersion ?? question.version} />
          <div className="grid items-end gap-3 sm:grid-cols-2">
            <SelectField
              density="work"
              name="type"
              label={t('bank:field.type')}
              value={draft.type}
              onChange={(event) => setDraft(withType(draft, event.target.value))}
              options={QUESTION_TYPES.map((value) => ({ value, label: t(`bank:type.${value}`) }))}
            />
            <SelectField
              density="work"
              name="difficulty"
              label={t('bank:field.difficulty')}
              value={draft.difficulty}
              onChange={(event) =>
                setDraft({
                  ...draft,
                  difficulty: DIFFICULTIES.find((known) => known === event.target.value) ?? draft.difficulty,
                })
              }
              options={DIFFICULTIES.map((value) => ({ value, label: t(`bank:difficulty.${value}`) }))}
            />
            <SelectField
              density="work"
              name="skill"
              label={t('bank:field.skill')}
              error={errorOf('skill')}
              value={draft.skill}
              onChange={(event) => setDraft({ ...draft, skill: event.target.value })}
              options={skillOptions(skills, lang)}
            />
            <TextField
              density="work"
              name="software"
              label={t('bank:field.software')}
              note={t('bank:optional')}
              value={draft.software ?? ''}
              maxLength={200}
              onChange={(event) => setDraft({ ...draft, software: event.target.value })}
            />
          </div>
          <LanguageTabs tab={tab} onTab={setTab} />
          <TextPairField
            name="stem"
            label={t('bank:field.stem')}
            tab={tab}
            value={body.stem}
            error={errorOf('body.stem.vi') ?? errorOf('body.stem.en')}
            errorId="body.stem.vi"
            onChange={(stem) => setBody({ stem })}
          />
          <OptionsEditor draft={draft} tab={tab} errorOf={errorOf} onChange={(change) => setBody(change)} />
          <TextPairField
            name="explanation"
            label={t('bank:field.explanation')}
            tab={tab}
            value={body.explanation}
            error={errorOf('body.explanation.vi') ?? errorOf('body.explanation.en')}
            errorId="body.explanation.vi"
            onChange={(explanation) => setBody({ explanation })}
          />
          {lagging && (
            <Callout kind="warning" dense title={t('bank:english_behind')}>
              <p>{t('bank:english_behind_text')}</p>
            </Callout>
          )}
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-small text-ink-3">{t('bank:save_note', { version: question.version })}</p>
            <Button variant="primary" size={36} busyLabel={t('bank:saving')}>
              {t('bank:save', { version: question.version + 1 })}
            </Button>
          </div>
        </fieldset>
      </form>
      <div className="grid gap-4">
        <CandidatePreview draft={draft} lang={tab} />
        <UsageCard question={question} lang={lang} />
      </div>
    </div>
  );
}

function knownCode(code: string): FieldCode {
  return isFieldCode(code) ? code : 'required';
}

/** The field of a problem in words; options by their letter. */
function labelOf(t: (key: string, params?: Record<string, unknown>) => string, path: string): string {
  const option = /^body\.options\.(\d+)/.exec(path);
  if (option) return t('bank:option_n', { letter: 'ABCDEFGHIJ'[Number(option[1])] ?? '' });
  if (path.startsWith('body.stem')) return t('bank:field.stem');
  if (path.startsWith('body.explanation')) return t('bank:field.explanation');
  if (path === 'skill') return t('bank:field.skill');
  return t('bank:field.options');
}

function withType(draft: QuestionDraft, value: string): QuestionDraft {
  const type = QUESTION_TYPES.find((known) => known === value) ?? draft.type;
  if (type === draft.type) return draft;
  const blank = (id: string, right: boolean) => ({ id, text: { vi: '', en: '' }, right });
  const wasFixed = draft.type === 'true_false';
  const options =
    type === 'true_false'
      ? [blank('true', true), blank('false', false)]
      : wasFixed
        ? [blank('a', true), blank('b', false), blank('c', false), blank('d', false)]
        : draft.body.options;
  return { ...draft, type, body: { ...draft.body, options } };
}
