// The cold half of the first module (mod.rs): it comes with the first piece, or when a function of it is called before.
let coldIsHere = false;
function enterCold(module) {
    if (coldIsHere) return;
    const first = initSync(undefined, undefined);
    new WebAssembly.Instance(module, { __cold: first });
    coldIsHere = true;
    first.__cold_here.value = 1;
}
// A call cannot wait in any other way. Binary data is not given to a script that waits, letters are: one for each byte.
export function __cold_now() {
    try {
        const request = new XMLHttpRequest();
        request.open("GET", new URL("./cold.wasm", import.meta.url), false);
        request.overrideMimeType("text/plain; charset=x-user-defined");
        request.send();
        const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
        enterCold(new WebAssembly.Module(bytes));
    } catch (error) {
        console.error(error);
        // The page says that it has stopped (page.js), as for every error inside of a module.
        throw new WebAssembly.RuntimeError("a part of the app did not come");
    }
}
const __cold = makeLoad(() => {
    if (coldIsHere) return async () => {};
    const src = fetch(new URL("./cold.wasm", import.meta.url));
    src.catch(() => {});
    return async () => enterCold(await WebAssembly.compileStreaming(src));
}
, []);
