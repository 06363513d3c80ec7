import type { GuidedReport, ReportWish } from '../../shared/domain/guided-report.ts';
import { cut } from './report-entries.ts';

/** What is asked, in words. */
export function asked({ question, subject }: ReportWish): Pick<GuidedReport, 'title' | 'question'> {
  const name = cut(subject ?? '');
  switch (question) {
    case 'ai-act-50':
      return {
        title: 'EU AI Act, Article 50: generated and altered content',
        question: 'How is it documented that generated or altered content was identified and labelled?',
      };
    case 'dsa-34-35':
      return {
        title: 'DSA, Articles 34 and 35: systemic risks',
        question: 'Which risks do entries speak of, and what do they say was done about them?',
      };
    case 'claim':
      return {
        title: `Claim ${name}: the evidence for its decision`,
        question: 'What evidence supports the decision on this claim?',
      };
    case 'image':
      return {
        title: `Image ${name}: every decision`,
        question: 'Which decisions were made on this image, by whom and on what?',
      };
  }
}
