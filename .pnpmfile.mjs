export const hooks = {
  readPackage(manifest) {
    // The page of the spec takes one file from it, in which everything is joined already. Its 257 dependencies would only be
    // downloaded, and trusted.
    if (manifest.name === "@scalar/api-reference") manifest.dependencies = {};
    return manifest;
  },
};
