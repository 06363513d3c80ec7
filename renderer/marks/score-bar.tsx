import './score-bar.css';

interface Props {
  readonly score: number | null;
  /** The end of the scale: 1 or 100. */
  readonly highest: number;
}

/** The number exactly as it is, with a bar for a quick look. */
export function ScoreBar({ score, highest }: Props) {
  if (score === null) return null;
  const share = Math.min(1, Math.max(0, score / highest));
  return (
    <span className="score">
      <span className="score-track" aria-hidden="true">
        <span className="score-fill" style={{ transform: `scaleX(${share})` }} />
      </span>
      <span className="clip" title={String(score)}>
        {highest === 1 ? decimals(score) : String(score)}
      </span>
    </span>
  );
}

/** At least two decimals, so that figures align; more if the number has more. */
function decimals(score: number): string {
  const text = String(score);
  return Number.isInteger(score) || /\.\d$/.test(text) ? score.toFixed(2) : text;
}
