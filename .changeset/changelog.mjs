// The changelogs as consumers read them: what was written for them, without commit ids, and without a line for every package
// that only moved along, since all three have one version.
export default {
  getReleaseLine: async ({ summary }) => `- ${summary.trim().replaceAll(/\n(?=.)/g, "\n  ")}`,
  getDependencyReleaseLine: async () => "",
};
