export { default } from "../../references.js";
