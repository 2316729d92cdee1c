//! Readers: plain text and Markdown to documents, and the errors of bad input.
use std::path::Path;

use entente::text::{BlockKind, Document, read_bytes, read_path, read_text};

fn kinds(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, document.slice(b.span))).collect()
}

const COMMENTARY: &str = "Two Harbours, One Strait\nWhy the Chile-Peru Accord Matters\nBy Dr. Ana BRANDT and Noor Haddad\n\
Senior Fellow, Harbour Institute\nNovember 20, 2025\n  • #Chile\n  • #Peru\n\nKey Takeaways:\n\n\
- Slow Opening: The two ports will open in 2027.\n- A second point follows.\n\n\
1. Opening of the Talks With the arrival of the new envoy, the talks began.\n\n\
Both sides agreed. (Applause.) They meet again in May.\n\n\
© 2025 Harbour Institute\n\n\
Dr. Ana BRANDT is a senior fellow at the Harbour Institute and a former diplomat.\n";

#[test]
fn the_layout_of_a_commentary() {
    use BlockKind::*;
    let document = read_text("notes/Two Harbours.txt", COMMENTARY.to_owned(), None, None);
    assert_eq!(
        kinds(&document),
        [
            (Title, "Two Harbours, One Strait"),
            (Title, "Why the Chile-Peru Accord Matters"),
            (Byline, "By Dr. Ana BRANDT and Noor Haddad"),
            (Byline, "Senior Fellow, Harbour Institute"),
            (DateLine, "November 20, 2025"),
            (Tags, "• #Chile"),
            (Tags, "• #Peru"),
            (Heading, "Key Takeaways:"),
            (Label, "Slow Opening:"),
            (ListItem, "The two ports will open in 2027."),
            (ListItem, "A second point follows."),
            (Heading, "1. Opening of the Talks"),
            (Paragraph, "With the arrival of the new envoy, the talks began."),
            (Paragraph, "Both sides agreed."),
            (Boilerplate, "(Applause.)"),
            (Paragraph, "They meet again in May."),
            (Boilerplate, "© 2025 Harbour Institute"),
            (Biography, "Dr. Ana BRANDT is a senior fellow at the Harbour Institute and a former diplomat."),
        ]
    );
    assert_eq!(document.text, COMMENTARY, "plain text is kept as it is");
    assert_eq!(document.title.as_deref(), Some("Two Harbours, One Strait: Why the Chile-Peru Accord Matters"));
    let authors: Vec<&str> = document.authors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(authors, ["Ana Brandt", "Noor Haddad"]);
    assert_eq!(document.slice(document.authors[0].span.unwrap()), "Dr. Ana BRANDT");
    assert_eq!(document.published.unwrap().to_string(), "2025-11-20");
    assert_eq!(document.slug, "two-harbours");
}

#[test]
fn a_first_paragraph_on_a_leader_is_no_note_on_the_author() {
    let body = "Rosa Soto is the president of Peru, and she leads a weak cabinet.";
    let text = format!("A Weak Cabinet\n\n{body}\n\nThe vote is in May.\n");
    let document = read_text("-", text, None, None);
    assert_eq!(kinds(&document)[1], (BlockKind::Paragraph, body));
    assert!(document.authors.is_empty());
    let text = "A Weak Cabinet\n\nRosa Soto is a fellow at the Harbour Institute.\n3 May 2024\n\nThe vote is in May.\n";
    let document = read_text("-", text.to_owned(), None, None);
    assert_eq!(kinds(&document)[1].0, BlockKind::Biography);
    assert_eq!(document.authors[0].name, "Rosa Soto");
}

#[test]
fn a_transcript_has_speakers() {
    use BlockKind::*;
    let text = "Remarks After the Meeting\n\nTHE PRESIDENT: We agreed on trade. (Laughter.)\n\nQ Will Chile join?\n\n\
                PRIME MINISTER SOTO: Yes. We will.\n";
    let document = read_text("-", text.to_owned(), None, None);
    assert_eq!(
        kinds(&document),
        [
            (Title, "Remarks After the Meeting"),
            (Speaker, "THE PRESIDENT:"),
            (Paragraph, "We agreed on trade."),
            (Boilerplate, "(Laughter.)"),
            (Speaker, "Q"),
            (Paragraph, "Will Chile join?"),
            (Speaker, "PRIME MINISTER SOTO:"),
            (Paragraph, "Yes. We will."),
        ]
    );
}

#[test]
fn markdown_is_read_as_rendered() {
    use BlockKind::*;
    let source = "---\ntitle: Harbours\nauthor: Ana Brandt\ndate: 2025-11-20\n---\n# Harbours of the *South*\n\n\
                  Peru [signed](https://example.org/a) the\nAccord.\n\n## Outlook\n\n- **Cost:** Chile must pay the larger part.\n\
                  - Peru pays the rest.\n\n> It is time.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![map](m.png)\n";
    let document = read_bytes("harbours.md", source.as_bytes().to_vec()).unwrap();
    assert_eq!(
        kinds(&document),
        [
            (Title, "Harbours of the South"),
            (Paragraph, "Peru signed the Accord."),
            (Heading, "Outlook"),
            (Label, "Cost:"),
            (ListItem, "Chile must pay the larger part."),
            (ListItem, "Peru pays the rest."),
            (Quote, "It is time."),
            (Boilerplate, "a b"),
            (Boilerplate, "1 2"),
        ]
    );
    assert_eq!(document.title.as_deref(), Some("Harbours"));
    assert_eq!(document.authors[0].name, "Ana Brandt");
}

#[test]
fn bad_input_is_named_with_place_and_remedy() {
    let fault = |name: &str, bytes: &[u8]| read_bytes(name, bytes.to_vec()).unwrap_err().to_string();
    assert_eq!(
        fault("a.txt", b"One line.\nCaf\xe9 talks"),
        "a.txt:2:4: not UTF-8: byte 0xE9 at offset 13; save it as UTF-8"
    );
    assert_eq!(fault("b.txt", &[0xFF, 0xFE, b'a', 0]), "b.txt:1:1: this is UTF-16; save it as UTF-8");
    assert!(fault("c.txt", b"ab\0").starts_with("c.txt:1:3: a zero byte at offset 2: this is not a text; "));
    assert!(fault("d.md", b"---\ntitle A\n---\n").starts_with("d.md:2:1: no colon in this line; "));
    let missing = read_path(Path::new("no/such.txt"), "no/such.txt").unwrap_err().to_string();
    assert_eq!(missing, "no/such.txt: there is no such file; check the path");
}

#[test]
fn an_empty_text_is_an_empty_document() {
    for text in ["", "\u{feff}", " \n\n\t"] {
        let document = read_text("-", text.to_owned(), None, None);
        assert!(document.blocks.is_empty() && document.title.is_none(), "{text:?}");
        assert!(document.slug.starts_with("text-"));
    }
}

#[test]
fn a_byte_order_mark_stays_in_the_text_but_not_in_a_block() {
    let document = read_bytes("a.txt", "\u{feff}Peru signed.\n\nChile did not.".into()).unwrap();
    assert!(document.text.starts_with('\u{feff}'));
    assert_eq!(document.slice(document.blocks[0].span), "Peru signed.");
}

proptest::proptest! {
    /// Blocks are in order, do not overlap, begin and end on words, and leave out nothing but white space and list markers.
    #[test]
    fn blocks_cover_any_text(text in "([A-Z][a-z]{1,8}[ .:,\n-]{1,3}|• |1\\. |\\(Applause\\.\\)|\n\n|[\\PC]|Q |THE PRESIDENT: ){0,60}") {
        let document = read_text("-", text, None, None);
        let mut end = 0;
        for block in &document.blocks {
            let range = block.span.range();
            assert!(range.start >= end && range.end > range.start);
            let between = &document.text[end..range.start];
            assert!(between.split_whitespace().all(|w| w.chars().count() <= 5), "left out: {between:?}");
            assert_eq!(document.slice(block.span).trim(), document.slice(block.span));
            end = range.end;
        }
    }

    #[test]
    fn markdown_never_fails_without_front_matter(text in "[ #*>`|\\[\\]()!a-z\n-]{0,80}") {
        let text = format!("x{text}");
        assert!(read_bytes("a.md", text.into_bytes()).is_ok());
    }
}
