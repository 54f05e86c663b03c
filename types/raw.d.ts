// Vite hands a file's text over: the migrations are plain .sql files.
declare module '*?raw' {
  const text: string;
  export default text;
}
