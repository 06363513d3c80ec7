import fc from 'fast-check';

/**
 * Property tests draw the same values in every run, so that who changed something else is not told of a fault by chance;
 * `npm run soak` draws others, many times.
 */
fc.configureGlobal({ seed: Number(process.env['CASEBOUND_SEED'] ?? 1) });
