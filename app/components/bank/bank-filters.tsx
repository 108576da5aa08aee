import { useTranslation } from 'react-i18next';
import { DIFFICULTIES, QUESTION_TYPES, type Difficulty, type QuestionType } from '~/assessment/terms';
import { Button, ButtonLink } from '../ui/button';
import { SelectField, TextField } from '../ui/field';
import { Search } from '../ui/icons';

export interface BankFilter {
  text: string;
  skill: string;
  difficulty?: Difficulty | undefined;
  type?: QuestionType | undefined;
}

export interface SkillName {
  code: string;
  nameVi: string;
  nameEn: string;
}

interface Props {
  bankCode: string;
  filter: BankFilter;
  skills: SkillName[];
  lang: 'vi' | 'en';
}

/** A plain GET form: the address holds the filter, so it can be kept and shared. */
export function BankFilters({ bankCode, filter, skills, lang }: Props) {
  const { t } = useTranslation();
  const all = { value: '', label: t('bank:filter.all') };
  const isFiltered = filter.text !== '' || filter.skill !== '' || filter.difficulty || filter.type;
  return (
    <form
      method="get"
      action={`/banks/${bankCode}`}
      className="grid gap-2 border-b border-line p-3.5"
      role="search"
    >
      <TextField
        density="work"
        id="filter-text"
        name="text"
        type="search"
        label={t('bank:filter.text')}
        icon={Search}
        defaultValue={filter.text}
        maxLength={200}
      />
      <SelectField
        density="work"
        id="filter-skill"
        name="skill"
        label={t('bank:field.skill')}
        defaultValue={filter.skill}
        options={[all, ...skillOptions(skills, lang)]}
      />
      <div className="grid grid-cols-2 gap-2">
        <SelectField
          density="work"
          id="filter-difficulty"
          name="difficulty"
          label={t('bank:field.difficulty')}
          defaultValue={filter.difficulty ?? ''}
          options={[all, ...DIFFICULTIES.map((value) => ({ value, label: t(`bank:difficulty.${value}`) }))]}
        />
        <SelectField
          density="work"
          id="filter-type"
          name="type"
          label={t('bank:field.type')}
          defaultValue={filter.type ?? ''}
          options={[all, ...QUESTION_TYPES.map((value) => ({ value, label: t(`bank:type.${value}`) }))]}
        />
      </div>
      <div className="flex gap-2">
        <Button size={36} variant="secondary">
          {t('bank:filter.apply')}
        </Button>
        {isFiltered && (
          <ButtonLink size={36} variant="quiet" href={`/banks/${bankCode}`}>
            {t('bank:filter.clear')}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}

export function skillOptions(skills: SkillName[], lang: 'vi' | 'en') {
  return skills.map((skill) => ({
    value: skill.code,
    label: `${skill.code} ${lang === 'vi' ? skill.nameVi : skill.nameEn}`,
  }));
}
