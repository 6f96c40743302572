/** Serves the build on this network's own localhost: node page.mjs FOLDER PORT */
import { serve } from '../../../scripts/serve.mjs';

const [root = '', port = ''] = process.argv.slice(2);
await serve({ root, port: Number(port) });
console.log('ready');
