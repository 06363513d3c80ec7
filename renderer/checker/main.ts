/**
 * The checker in every pack, `verify.html`. It is a single script: the page if there is a document, and the checking
 * thread if there is none.
 */
import '../host/no-eval.ts';
import { serveOrders } from '../verify/thread/orders.ts';
import { showPage } from './page.ts';
import { scriptThread } from './script-thread.ts';

if (typeof document === 'undefined') serveOrders(({ script = '' }) => scriptThread(script));
else showPage(document.body, document.currentScript?.textContent ?? '');
