// Writes the changelogs for consumers: only the texts of the changesets, without commit ids, and without lines about packages that only
// share the new version.
export default {
  getReleaseLine: async ({ summary }) => `- ${summary.trim().replaceAll(/\n(?=.)/g, "\n  ")}`,
  getDependencyReleaseLine: async () => "",
};
