// Specs of any size, to measure how the time of generation grows. Each operation has its own schema and error, as real ones do.
export function largeSpec(operations: number): string {
  const indexes = Array.from({ length: operations }, (_, n) => n);
  return JSON.stringify({
    openapi: "3.1.1",
    info: { title: "Large", version: "1.0.0" },
    servers: [{ url: "https://api.example", "x-environment": "sandbox" }],
    paths: Object.fromEntries(
      indexes.map((n) => [
        `/things${n}/{id}`,
        {
          post: {
            operationId: `createThing${n}`,
            tags: ["things"],
            "x-retry": "never",
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            requestBody: {
              content: { "application/json": { schema: { $ref: `#/components/schemas/Thing${n}` } } },
              required: true,
            },
            responses: {
              200: {
                description: "A thing.",
                content: { "application/json": { schema: { $ref: `#/components/schemas/Thing${n}` } } },
              },
            },
          },
        },
      ]),
    ),
    components: {
      schemas: Object.fromEntries(
        indexes.map((n) => [
          `Thing${n}`,
          {
            type: "object",
            description: `The thing ${n}.`,
            required: ["name"],
            properties: Object.fromEntries(
              ["name", "kind", "note", "label", "owner"].map((name) => [name, { type: "string", description: name }]),
            ),
          },
        ]),
      ),
    },
  });
}
