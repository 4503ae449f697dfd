// The quick start, as README.md shows it. A test compares the lines between the marks with the first block there.
// #region quick start
import { apiKeys } from "@flexfactor/api-keys";
import { clientCredentials } from "@flexfactor/auth";
import { createClient } from "@flexfactor/core";

const { FLEXFACTOR_APP_KEY: appKey = "", FLEXFACTOR_APP_SECRET: appSecret = "", FLEXFACTOR_MID: mid = "" } = process.env;

const client = createClient({
  environment: "sandbox",
  auth: clientCredentials({ appKey, appSecret }),
  onEvent: ({ type, operation, status, requestId }) => type === "attempt" && console.log(operation, status, requestId),
});

const key = await apiKeys(client).create({ mid, name: "Checkout", type: "secret", scopes: ["customers:read"] });
console.log(key); // prints no secret. Store key.value.reveal() in your vault now: the API does not show the value again

// #endregion

export { client, key, mid };
