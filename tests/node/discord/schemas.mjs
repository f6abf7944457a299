// Writes JSON Schemas of the bodies the desk sends to Discord, {"METHOD /path": schema}, to the standard output.
import * as z from "zod";
import * as spec from "discord-api-spec/zod";

const callback = z.union([
  spec.PongInteractionCallbackRequestSchema,
  spec.CreateMessageInteractionCallbackRequestSchema,
  spec.UpdateMessageInteractionCallbackRequestSchema,
  spec.ApplicationCommandAutocompleteCallbackRequestSchema,
  spec.ModalInteractionCallbackRequestSchema,
  spec.LaunchActivityInteractionCallbackRequestSchema,
]);
const commands = z.array(spec.ApplicationCommandUpdateRequestSchema);

const bodies = {
  "POST /interactions/{id}/{token}/callback": callback,
  "POST /webhooks/{id}/{token}": spec.IncomingWebhookRequestPartialSchema,
  "PATCH /webhooks/{id}/{token}/messages/{id}": spec.IncomingWebhookUpdateRequestPartialSchema,
  "POST /channels/{id}/messages": spec.MessageCreateRequestSchema,
  "PATCH /channels/{id}/messages/{id}": spec.MessageEditRequestPartialSchema,
  "PUT /applications/{id}/commands": commands,
  "PUT /applications/{id}/guilds/{id}/commands": commands,
};

// Two corrections. What JSON has not becomes {}, which inside a union accepts everything, 26 choices too: "undefined"
// matches nothing that was sent, anything else stops here. And zod's date-time knows only the zone "Z".
const WITH_OFFSET = "(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)";
const corrected = {
  unrepresentable: "any",
  override({ zodSchema, jsonSchema }) {
    const kind = zodSchema._zod.def.type;
    if (kind === "undefined") jsonSchema.not = {};
    else if (Object.keys(jsonSchema).length === 0) throw new Error(`no JSON Schema for ${kind}`);
    if (jsonSchema.format === "date-time" && jsonSchema.pattern) {
      jsonSchema.pattern = jsonSchema.pattern.replace("(?:Z)", WITH_OFFSET);
    }
  },
};

const made = Object.entries(bodies).map(([route, schema]) => [route, z.toJSONSchema(schema, corrected)]);
process.stdout.write(JSON.stringify(Object.fromEntries(made)));
