//! Prints the sentences of texts, one a line, words parted by blanks: `cargo run --example sentences -- FILE…`.
use std::path::Path;

use entente::syntax::segment::segment;
use entente::syntax::tokenize::tokenize;

fn main() {
    for name in std::env::args().skip(1) {
        match entente::text::read_path(Path::new(&name), &name) {
            Ok(document) => {
                for block in &document.blocks {
                    let mut tokens = Vec::new();
                    tokenize(&document.text, block.span.range(), &mut tokens);
                    for sentence in segment(&document.text, &tokens) {
                        let words: Vec<&str> = tokens[sentence].iter().map(|t| document.slice(*t)).collect();
                        println!("{:?}\t{}", block.kind, words.join(" "));
                    }
                }
            }
            Err(error) => eprintln!("{error}"),
        }
    }
}
