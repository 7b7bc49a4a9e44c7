//! Lays the library out for memory pages of 16 KB, as Android asks.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let system = std::env::var("CARGO_CFG_TARGET_OS");
    if matches!(system.as_deref(), Ok("linux" | "android")) {
        println!("cargo::rustc-link-arg-cdylib=-Wl,-z,max-page-size=16384");
    }
}
