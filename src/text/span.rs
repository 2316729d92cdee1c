//! Half-open ranges whose unit is part of the type: bytes, code points or tokens are never mistaken for one another.
use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// Unit: UTF-8 bytes of the document text. What the pipeline works in, because slicing is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bytes {}
/// Unit: Unicode code points of the document text. What every output uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chars {}
/// Unit: tokens of one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tokens {}

/// A range `start..end`, end-exclusive, counted in `U`.
pub struct Span<U> {
    /// First unit inside.
    pub start: u32,
    /// First unit after the range.
    pub end: u32,
    unit: PhantomData<U>,
}

impl<U> Span<U> {
    /// The range `start..end`; an end before the start is read as empty.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)), unit: PhantomData }
    }

    /// As a range of `usize`, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of units.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when the range holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when every unit of `other` is also in this range.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when `at` lies inside.
    #[must_use]
    pub fn contains(self, at: usize) -> bool {
        self.range().contains(&at)
    }

    /// True when the two ranges share a unit.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end), unit: PhantomData }
    }
}

impl<U> Clone for Span<U> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<U> Copy for Span<U> {}
impl<U> PartialEq for Span<U> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<U> Eq for Span<U> {}
impl<U> std::hash::Hash for Span<U> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
/// By start; of two that start together the longer comes first.
impl<U> Ord for Span<U> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.start.cmp(&other.start).then(other.end.cmp(&self.end))
    }
}
impl<U> PartialOrd for Span<U> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<U> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_puts_the_longer_of_two_first() {
        let mut spans = [Span::<Bytes>::new(3, 5), Span::new(0, 2), Span::new(0, 9)];
        spans.sort();
        assert_eq!(spans, [Span::new(0, 9), Span::new(0, 2), Span::new(3, 5)]);
    }

    #[test]
    fn an_inverted_range_is_empty() {
        assert!(Span::<Chars>::new(5, 2).is_empty());
    }

    #[test]
    fn overlap_needs_a_shared_unit() {
        let a = Span::<Tokens>::new(0, 3);
        assert!(a.overlaps(Span::new(2, 4)) && !a.overlaps(Span::new(3, 4)));
        assert!(a.covers(Span::new(1, 3)) && !a.covers(Span::new(1, 4)));
    }
}
