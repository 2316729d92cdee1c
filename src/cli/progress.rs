//! Progress for those who watch: a bar on a terminal, nothing anywhere else.
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::streams::watched;

/// A bar for so many documents.
#[must_use]
pub fn bar(length: usize, doing: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length as u64), target());
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_message(doing)
}

fn target() -> ProgressDrawTarget {
    if watched() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() }
}
