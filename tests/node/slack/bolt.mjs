// A bot of a few lines on Slack's own SDK: node bolt.mjs socket|http API_URL BOT_TOKEN, with APP_TOKEN or SIGNING_SECRET.
import bolt from '@slack/bolt';

const [mode, slackApiUrl, token] = process.argv.slice(2);
const app = new bolt.App({
  token,
  logLevel: 'error',
  clientOptions: { slackApiUrl },
  ...(mode === 'socket'
    ? {
        // The receiver waits a whole clientPingTimeout before it connects again: 5 seconds unless told otherwise.
        receiver: new bolt.SocketModeReceiver({
          appToken: process.env.APP_TOKEN,
          logLevel: 'error',
          clientPingTimeout: 500,
          installerOptions: { clientOptions: { slackApiUrl } },
        }),
      }
    : { signingSecret: process.env.SIGNING_SECRET }),
});
const button = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'more', value: 'page 2', text: { type: 'plain_text', text: 'More' } }],
};

app.command('/sco', async ({ ack, command }) => {
  await ack({ text: command.text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: command.text } }, button] });
});
app.action('more', async ({ ack, action, respond }) => {
  await ack();
  await respond({ text: `more: ${action.value}`, replace_original: true });
});
app.event('app_mention', async ({ event, say }) => {
  await say({ text: `heard: ${event.text}`, thread_ts: event.ts });
});
app.event('app_home_opened', async ({ event, client }) => {
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'At home' } }, button];
  await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
});
app.shortcut('verify_quote', async ({ ack, shortcut, respond }) => {
  await ack();
  await respond(`checked: ${shortcut.message.text}`);
});

const server = await app.start(mode === 'socket' ? undefined : { port: 0, host: '127.0.0.1' });
console.log(mode === 'socket' ? 'connected' : `listening ${server.address().port}`);
