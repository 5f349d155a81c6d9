//! Tells cargo when the app to embed has changed: files that appear in `dist` later are not seen otherwise.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Only release builds embed. Naming a folder that may be missing rebuilds each time, so not in debug.
    if std::env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo:rerun-if-changed=../../dist");
    }
}
