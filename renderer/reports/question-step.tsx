import { Check } from 'lucide-react';
import { type ReportQuestion, reportQuestions } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { ReportPage } from './report-page.tsx';

interface Props {
  readonly chosen: ReportQuestion | null;
  readonly onChoose: (question: ReportQuestion) => void;
  readonly onNext: () => void;
  readonly scrollKey: string;
}

/** The four questions, each with what its report answers and what it does not. */
export function QuestionStep({ chosen, onChoose, onNext, scrollKey }: Props) {
  const words = strings.reports;
  return (
    <ReportPage
      step="question"
      heading={words.question.heading}
      help={words.question.help}
      scrollKey={scrollKey}
      foot={
        <Button look="primary" onPress={onNext} isDisabled={chosen === null}>
          {words.next(words.steps.scope)}
        </Button>
      }
    >
      <ul className="report-questions">
        {reportQuestions.map((question) => {
          const { name, basis, asks, answers, leaves } = words.questions[question];
          return (
            <li key={question}>
              <button
                type="button"
                className="report-question"
                aria-pressed={question === chosen}
                onClick={() => onChoose(question)}
              >
                <span className="report-question-name">
                  <strong>
                    {question === chosen && <Check size={14} strokeWidth={3} aria-hidden="true" />} {name}
                  </strong>
                  <span className="quiet">{basis}</span>
                </span>
                <span className="report-asks">{asks}</span>
                <span className="report-answers">
                  <span className="label">{words.question.answers}</span>
                  <span>{answers}</span>
                  <span className="label">{words.question.leaves}</span>
                  <span>{leaves}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </ReportPage>
  );
}
