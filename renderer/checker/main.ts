/**
 * The checker that lies in every pack as `verify.html`: one script, which is the page where there is a document, and the
 * thread that checks where there is none.
 */
import '../host/no-eval.ts';
import { serveOrders } from '../verify/thread/orders.ts';
import { showPage } from './page.ts';
import { scriptThread } from './script-thread.ts';

if (typeof document === 'undefined') serveOrders(({ script = '' }) => scriptThread(script));
else showPage(document.body, document.currentScript?.textContent ?? '');
