import { type Answer, credentials, frameDetect, type Nature, riskScore } from './detection.ts';
import type { Decision, Product } from './entry.ts';
import type { Random } from './random.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The models in use before and after the vendor's upgrade. */
const upgrade = Date.UTC(2025, 10, 20, 6);
const models: Record<Product, readonly [before: string, after: string]> = {
  frame_detect: ['origin-1.1 / edit-0.8', 'origin-1.2 / edit-0.8'],
  risk_score: ['risk-2.0', 'risk-2.0'],
  credentials: ['c2pa-1.4', 'c2pa-1.4'],
};

export function modelAt(product: Product, at: number): string {
  return models[product][at < upgrade ? 0 : 1];
}

const handlers = [
  'user_7x3k9',
  'user_2m8qd',
  'user_9c4tw',
  'user_b1r6n',
  'user_h5v0z',
  'user_p3j8y',
] as const;
/** The account that scored images again after the upgrade. */
export const rescorer = 'svc_rescore';

/** Everything that is decided about the images of one claim, from its submission on, until `end`. */
export function claimDecisions(random: Random, claim: string, submitted: number, end: number): Decision[] {
  const by = random.pick(handlers);
  const decisions: Decision[] = [];
  const decide = (at: number, image: string, who: string, answer: Answer) => {
    if (at < end)
      decisions.push({ at, image, claim, by: who, model: modelAt(answer.product, at), ...answer });
  };
  const images = random.between(2, 6);
  for (let n = 0; n < images; n++) {
    const image = imageId(random);
    const nature = random.weighted<Nature>([
      ['photo', 86],
      ['edited', 4],
      ['generated', 6],
      ['unclear', 4],
    ]);
    const at = submitted + n * random.between(3 * second, 20 * second);
    decide(at, image, by, frameDetect(random, nature, 0.12));
    if (random.chance(0.7))
      decide(at + random.between(1, 5) * second, image, by, credentials(random, nature));
    if (random.chance(0.55))
      decide(at + random.between(1, 30) * minute, image, by, riskScore(random, nature));
    if (random.chance(0.15)) {
      const reviewed = at + random.between(2 * hour, 50 * hour);
      decide(reviewed, image, random.pick(handlers), frameDetect(random, nature, 0.8));
    }
    if (at < upgrade && random.chance(0.45)) {
      const again = upgrade + random.between(0, 60 * hour);
      decide(again, image, rescorer, frameDetect(random, secondThought(random, nature), 0));
    }
  }
  return decisions;
}

/** What the newer model takes an image for: mostly the same. */
function secondThought(random: Random, nature: Nature): Nature {
  if (nature === 'photo') return random.chance(0.04) ? 'generated' : nature;
  return nature === 'unclear' && random.chance(0.6) ? 'photo' : nature;
}

const idCharacters = '0123456789abcdefghijklmnopqrstuvwxyz';

function imageId(random: Random): string {
  let id = 'img_';
  for (let i = 0; i < 7; i++) id += idCharacters.charAt(random.between(0, 35));
  return id;
}
