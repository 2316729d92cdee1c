//! Prints the layout of texts, one block a line: `cargo run --example blocks -- FILE…`.
use std::path::Path;

fn main() {
    for name in std::env::args().skip(1) {
        match entente::text::read_path(Path::new(&name), &name) {
            Ok(document) => {
                println!("{name}: {:?}, {:?}, {:?}", document.title, document.authors, document.published);
                for block in &document.blocks {
                    println!("{:?}\t{}", block.kind, document.slice(block.span).replace('\n', "⏎"));
                }
            }
            Err(error) => eprintln!("{error}"),
        }
    }
}
