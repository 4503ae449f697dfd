import type { Client } from "@flexfactor/core";
import { expect } from "vitest";
import { commonRefusals, contract } from "../../../scripts/contract.ts";
import { clientCredentials } from "../src/index.ts";

const refused = { refusal: { code: "authentication", outcome: "rejected" } };
const isToken = {
  value: (value: unknown) => expect(value).toBe("example-access-token"),
};

contract({
  tag: "auth",
  calls: {
    exchangeCredentials: (client: Client) => {
      const auth = clientCredentials({ appKey: "exampleAppKey/0123", appSecret: "example-app-secret==" });
      if (typeof auth === "string") throw new Error("clientCredentials makes a token source");
      return auth(client)();
    },
  },
  cells: {
    "exchangeCredentials 200 token": isToken,
    "exchangeCredentials 200 documented": isToken,
    "exchangeCredentials 200 refused": refused,
    "exchangeCredentials 400 unknownCredentials": refused,
    "exchangeCredentials 400 missingField": refused,
    ...commonRefusals("exchangeCredentials", { code: "server", outcome: "unknown" }),
  },
});
