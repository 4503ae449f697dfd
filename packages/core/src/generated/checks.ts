// Made from spec/openapi.yaml by `pnpm generate`. Do not edit: edit the spec.

// @ts-nocheck
import type { Check } from "../problems.js";

// scripts/spec/generate/checks.js
var check0 = validate1;
var func0 = Object.prototype.hasOwnProperty;
function validate2(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    const before_key0 = errors;
    for (const key0 of Object.keys(data)) {
      if (errors - before_key0 >= 20) break;
      const err0 = { instancePath, params: { field: key0 }, message: "is not a field of this request" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  }
  validate2.errors = vErrors;
  return errors === 0;
}
function validate6(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data))) {
    const err0 = { instancePath, params: {}, message: "must be an object" };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.AppKey === void 0 || !func0.call(data, "AppKey")) {
      const err1 = { instancePath, params: { field: "AppKey" }, message: "is required" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.AppSecret === void 0 || !func0.call(data, "AppSecret")) {
      const err2 = { instancePath, params: { field: "AppSecret" }, message: "is required" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.AppKey !== void 0 && func0.call(data, "AppKey")) {
      let data0 = data.AppKey;
      if (typeof data0 !== "string") {
        const err3 = { instancePath: instancePath + "/AppKey", params: {}, message: "must be a string" };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      if (typeof data0 === "string") {
        if (data0 === "") {
          const err4 = { instancePath: instancePath + "/AppKey", params: {}, message: "must not be empty" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      }
    }
    if (data.AppSecret !== void 0 && func0.call(data, "AppSecret")) {
      let data1 = data.AppSecret;
      if (typeof data1 !== "string") {
        const err5 = { instancePath: instancePath + "/AppSecret", params: {}, message: "must be a string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (typeof data1 === "string") {
        if (data1 === "") {
          const err6 = { instancePath: instancePath + "/AppSecret", params: {}, message: "must not be empty" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      }
    }
  }
  validate6.errors = vErrors;
  return errors === 0;
}
function validate1(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.body === void 0 || !func0.call(data, "body")) {
      const err0 = { instancePath, params: { field: "body" }, message: "is required" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.path !== void 0 && func0.call(data, "path")) {
      if (!validate2(data.path, { instancePath: instancePath + "/path", parentData: data, parentDataProperty: "path", rootData })) {
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if (data.query !== void 0 && func0.call(data, "query")) {
      if (!validate2(data.query, { instancePath: instancePath + "/query", parentData: data, parentDataProperty: "query", rootData })) {
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if (data.header !== void 0 && func0.call(data, "header")) {
      if (!validate2(data.header, { instancePath: instancePath + "/header", parentData: data, parentDataProperty: "header", rootData })) {
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if (data.body !== void 0 && func0.call(data, "body")) {
      if (!validate6(data.body, { instancePath: instancePath + "/body", parentData: data, parentDataProperty: "body", rootData })) {
        vErrors = vErrors === null ? validate6.errors : vErrors.concat(validate6.errors);
        errors = vErrors.length;
      }
    }
  }
  validate1.errors = vErrors;
  return errors === 0;
}
var check1 = validate8;
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (typeof data !== "string") {
    const err0 = { instancePath, params: {}, message: "must be a string" };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (typeof data === "string") {
    if (data === "") {
      const err1 = { instancePath, params: {}, message: "must not be empty" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  }
  validate13.errors = vErrors;
  return errors === 0;
}
function validate15(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data === "secret" || data === "public" || data === "tokenization")) {
    const err0 = { instancePath, params: {}, message: "must be one of secret, public, tokenization" };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  validate15.errors = vErrors;
  return errors === 0;
}
function validate17(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!Array.isArray(data)) {
    const err0 = { instancePath, params: {}, message: "must be an array" };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (Array.isArray(data)) {
    const len0 = data.length;
    for (let i0 = 0, before_i0 = errors; i0 < len0 && errors - before_i0 < 20; i0++) {
      if (typeof data[i0] !== "string") {
        const err1 = { instancePath: instancePath + "/" + i0, params: {}, message: "must be a string" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
  }
  validate17.errors = vErrors;
  return errors === 0;
}
var pattern0 = new RegExp("^[^<>]*$", "u");
function validate12(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(data && typeof data == "object" && !Array.isArray(data))) {
    const err0 = { instancePath, params: {}, message: "must be an object" };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.mid === void 0 || !func0.call(data, "mid")) {
      const err1 = { instancePath, params: { field: "mid" }, message: "is required" };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.name === void 0 || !func0.call(data, "name")) {
      const err2 = { instancePath, params: { field: "name" }, message: "is required" };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.type === void 0 || !func0.call(data, "type")) {
      const err3 = { instancePath, params: { field: "type" }, message: "is required" };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    const before_key0 = errors;
    for (const key0 of Object.keys(data)) {
      if (errors - before_key0 >= 20) break;
      if (!(key0 === "mid" || key0 === "name" || key0 === "type" || key0 === "scopes")) {
        const err4 = { instancePath, params: { field: key0 }, message: "is not a field of this request" };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.mid !== void 0 && func0.call(data, "mid")) {
      if (!validate13(data.mid, { instancePath: instancePath + "/mid", parentData: data, parentDataProperty: "mid", rootData })) {
        vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
        errors = vErrors.length;
      }
    }
    if (data.name !== void 0 && func0.call(data, "name")) {
      let data1 = data.name;
      if (typeof data1 !== "string") {
        const err5 = { instancePath: instancePath + "/name", params: {}, message: "must be a string" };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (typeof data1 === "string") {
        if (!pattern0.test(data1)) {
          const err6 = { instancePath: instancePath + "/name", params: {}, message: "must not contain < or >" };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      }
    }
    if (data.type !== void 0 && func0.call(data, "type")) {
      if (!validate15(data.type, { instancePath: instancePath + "/type", parentData: data, parentDataProperty: "type", rootData })) {
        vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
        errors = vErrors.length;
      }
    }
    if (data.scopes !== void 0 && func0.call(data, "scopes")) {
      if (!validate17(data.scopes, { instancePath: instancePath + "/scopes", parentData: data, parentDataProperty: "scopes", rootData })) {
        vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
        errors = vErrors.length;
      }
    }
  }
  validate12.errors = vErrors;
  return errors === 0;
}
function validate8(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.body === void 0 || !func0.call(data, "body")) {
      const err0 = { instancePath, params: { field: "body" }, message: "is required" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.path !== void 0 && func0.call(data, "path")) {
      if (!validate2(data.path, { instancePath: instancePath + "/path", parentData: data, parentDataProperty: "path", rootData })) {
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if (data.query !== void 0 && func0.call(data, "query")) {
      if (!validate2(data.query, { instancePath: instancePath + "/query", parentData: data, parentDataProperty: "query", rootData })) {
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if (data.header !== void 0 && func0.call(data, "header")) {
      if (!validate2(data.header, { instancePath: instancePath + "/header", parentData: data, parentDataProperty: "header", rootData })) {
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if (data.body !== void 0 && func0.call(data, "body")) {
      if (!validate12(data.body, { instancePath: instancePath + "/body", parentData: data, parentDataProperty: "body", rootData })) {
        vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
        errors = vErrors.length;
      }
    }
  }
  validate8.errors = vErrors;
  return errors === 0;
}
var check2 = validate20;
var pattern1 = new RegExp("^(?!\\.{1,2}$)[^/\\\\\\p{Cc}]*$", "u");
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.idOrMid === void 0 || !func0.call(data, "idOrMid")) {
      const err0 = { instancePath, params: { field: "idOrMid" }, message: "is required" };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    const before_key0 = errors;
    for (const key0 of Object.keys(data)) {
      if (errors - before_key0 >= 20) break;
      if (!(key0 === "idOrMid")) {
        const err1 = { instancePath, params: { field: key0 }, message: "is not a field of this request" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.idOrMid !== void 0 && func0.call(data, "idOrMid")) {
      let data0 = data.idOrMid;
      if (typeof data0 !== "string") {
        const err2 = { instancePath: instancePath + "/idOrMid", params: {}, message: "must be a string" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
      if (typeof data0 === "string") {
        if (data0 === "") {
          const err3 = { instancePath: instancePath + "/idOrMid", params: {}, message: "must not be empty" };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      }
      if (typeof data0 === "string") {
        if (!pattern1.test(data0)) {
          const err4 = { instancePath: instancePath + "/idOrMid", params: {}, message: "must be one segment of a path: not . or .., and without slashes and control characters" };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      }
    }
  }
  validate21.errors = vErrors;
  return errors === 0;
}
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.path !== void 0 && func0.call(data, "path")) {
      if (!validate21(data.path, { instancePath: instancePath + "/path", parentData: data, parentDataProperty: "path", rootData })) {
        vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
        errors = vErrors.length;
      }
    }
    if (data.query !== void 0 && func0.call(data, "query")) {
      if (!validate2(data.query, { instancePath: instancePath + "/query", parentData: data, parentDataProperty: "query", rootData })) {
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if (data.header !== void 0 && func0.call(data, "header")) {
      if (!validate2(data.header, { instancePath: instancePath + "/header", parentData: data, parentDataProperty: "header", rootData })) {
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if (data.body !== void 0 && func0.call(data, "body")) {
      if (true) {
        const err0 = { instancePath: instancePath + "/body", params: {}, message: "is not a field of this request" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
  }
  validate20.errors = vErrors;
  return errors === 0;
}
var check3 = validate25;
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.path !== void 0 && func0.call(data, "path")) {
      if (!validate21(data.path, { instancePath: instancePath + "/path", parentData: data, parentDataProperty: "path", rootData })) {
        vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
        errors = vErrors.length;
      }
    }
    if (data.query !== void 0 && func0.call(data, "query")) {
      if (!validate2(data.query, { instancePath: instancePath + "/query", parentData: data, parentDataProperty: "query", rootData })) {
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if (data.header !== void 0 && func0.call(data, "header")) {
      if (!validate2(data.header, { instancePath: instancePath + "/header", parentData: data, parentDataProperty: "header", rootData })) {
        vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
        errors = vErrors.length;
      }
    }
    if (data.body !== void 0 && func0.call(data, "body")) {
      if (true) {
        const err0 = { instancePath: instancePath + "/body", params: {}, message: "is not a field of this request" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
  }
  validate25.errors = vErrors;
  return errors === 0;
}

/** The check of the input of each operation, by operationId. */
export const checks: { readonly "exchangeCredentials": Check; readonly "createApiKey": Check; readonly "getApiKeys": Check; readonly "deleteApiKey": Check } = {
  "exchangeCredentials": check0,
  "createApiKey": check1,
  "getApiKeys": check2,
  "deleteApiKey": check3,
};
