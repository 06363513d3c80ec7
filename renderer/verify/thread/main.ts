/** The thread in which the application's page checks a pack that was given to it. */
import '../../host/no-eval.ts';
import '../../host/trusted-types.ts';
import { threadOf } from './module-thread.ts';
import { serveOrders } from './orders.ts';

serveOrders(() => threadOf(new Worker(location.href, { type: 'module' })));
