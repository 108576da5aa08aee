import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permuteOptions } from '~/assessment/drawing';
import { seededRandom } from '~/assessment/random';
import type { QuestionDraft } from '~/assessment/question';
import { Button } from '../ui/button';
import { RefreshCw } from '../ui/icons';

/** The question as a candidate sees it, shuffled by the same rule as in the exam. */
export function CandidatePreview({ draft, lang }: { draft: QuestionDraft; lang: 'vi' | 'en' }) {
  const { t } = useTranslation();
  const [turn, setTurn] = useState(0);
  const { body, type } = draft;
  const fixed = type === 'true_false';
  const shown = fixed
    ? body.options
    : permuteOptions({
        type,
        options: body.options,
        lockLast: body.lockLast,
        random: seededRandom(`preview ${turn}`),
      });
  return (
    <section className="card card-work" aria-labelledby="preview-title">
      <div className="card-body">
        <h2 id="preview-title" className="text-work font-semibold text-ink-2">
          {t('bank:preview')}
        </h2>
        <div lang={lang}>
          <p className="mt-2 text-option whitespace-pre-line">{body.stem[lang] || body.stem.vi}</p>
          <p className="mb-3 text-small text-ink-2">
            {type === 'multiple' ? t('exam:choose_all') : t('exam:choose_single')}
          </p>
          <ol className="grid gap-2">
            {shown.map((option, index) => (
              <li key={option.id} className="reviewed text-work">
                <b className="w-4 shrink-0">{'ABCDEFGHIJ'[index]}</b>
                <span className="min-w-0 flex-1">
                  {fixed
                    ? option.id === 'true'
                      ? t('exam:true')
                      : t('exam:false')
                    : option.text[lang] || option.text.vi || '…'}
                </span>
              </li>
            ))}
          </ol>
        </div>
        {!fixed && (
          <Button type="button" size={36} icon={RefreshCw} className="mt-3" onClick={() => setTurn(turn + 1)}>
            {t('bank:shuffle')}
          </Button>
        )}
      </div>
    </section>
  );
}
