// Vite takes stylesheets out of the script; TypeScript only needs to know that they exist.
declare module "*.css";
