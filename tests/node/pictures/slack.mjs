// Reads bodies of Slack messages, one a line; writes the HTML of each, as a JSON string, one a line.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";
import { createInterface } from "node:readline";

const [name, logo] = process.argv.slice(2);
const time = new Date(process.argv[4]);

for await (const line of createInterface({ input: process.stdin })) {
  // The package leaves links alone in verbatim text, too; in Slack only what stands there without <> is left alone.
  const { blocks } = JSON.parse(line, (key, value) => (key === "verbatim" ? undefined : value));
  const message = createElement(Message, { blocks, name, logo, time, theme: "light" });
  process.stdout.write(JSON.stringify(renderToStaticMarkup(message)) + "\n");
}
