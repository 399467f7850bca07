'use strict';

// A browser's console on the real client libraries. Prints what comes, one JSON object a line, and
// does what it is told on its standard input: {"verb", "body", "mark"} or {"cuts", "within"}.

const readline = require('readline');
const EventBus = require('@vertx/eventbus-bridge-client.js');

const [url, token] = process.argv.slice(2);
const has = {};
let cuts = 0;
let within = 0;

const print = (line) => process.stdout.write(JSON.stringify(line) + '\n');

const bus = new EventBus(url, {
  transports: ['websocket'],
  vertxbus_reconnect_delay_min: 1,
  vertxbus_reconnect_delay_max: 20,
});
bus.enableReconnect(true);
bus.onerror = (error) => print({ error });
bus.onclose = (event) => print({ closed: event.code });

bus.onopen = () => {
  bus.send('web.in.login', { token }, (refused, welcome) => {
    if (refused) {
      print({ refused });
      return;
    }
    bus.registerHandler(welcome.body.channel, (_, push) => take(push.body));
    bus.send('web.in.resume', { sessions: has }, (error) => print(error ? { error } : { streaming: true }));
    cutSoon();
  });
};

function take(body) {
  if (body.kind === 'message') {
    if (body.seq <= (has[body.session] || 0)) {
      print({ error: 'came twice', body });
    }
    has[body.session] = body.seq;
  }
  print(body);
}

function cutSoon() {
  if (cuts > 0) {
    setTimeout(cut, Math.random() * within);
  }
}

// As if somebody had pulled the plug: no word of goodbye.
function cut() {
  cuts--;
  bus.sockJSConn._transport.ws._stream.destroy();
  if (cuts === 0) {
    print({ cut: true });
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  if (command.cuts) {
    cuts = command.cuts;
    within = command.within;
    cutSoon();
  } else {
    bus.send('web.in.' + command.verb, command.body, (refused, reply) =>
      print({ mark: command.mark, refused: refused || undefined, reply: reply && reply.body }));
  }
}).on('close', () => process.exit(0));
