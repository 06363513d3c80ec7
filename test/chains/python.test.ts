import { pythonMakers } from './makers.ts';
import { tryChains } from './trials.ts';

tryChains(pythonMakers);
