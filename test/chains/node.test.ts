import { nodeMakers } from './makers.ts';
import { tryChains } from './trials.ts';

tryChains(nodeMakers);
