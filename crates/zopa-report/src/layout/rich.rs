//! Text whose stretches have a tone, and how it is broken into lines.
//!
//! Widths are columns of a terminal (`unicode-width`), not bytes or characters. A no-break space
//! keeps its neighbours on one line and is written as a plain space; [`BREAK`] ends a line.

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const NO_BREAK: char = '\u{a0}';
/// A line ends here, wherever the text is set.
pub(crate) const BREAK: char = '\u{2028}';

/// What a stretch of text is; how that looks is decided in [`Tone::style`] alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Running text.
    Plain,
    /// Title of a page or a section.
    Title,
    /// What the eye should catch.
    Strong,
    /// What may be skipped.
    Faint,
    /// Something passes.
    Pass,
    /// Something fails.
    Fail,
    /// Something passes or fails by nothing.
    Edge,
}

impl Tone {
    /// Passing and failing differ in glyph, sign and words too; blue and yellow are told apart by
    /// readers who cannot tell red from green.
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Title => Style::new().bold(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Pass => AnsiColor::Cyan.on_default(),
            Self::Fail => AnsiColor::Yellow.on_default(),
            Self::Edge => AnsiColor::Magenta.on_default(),
        }
    }
}

/// A stretch of text without line breaks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text {
    parts: Vec<(Tone, String)>,
}

impl Text {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The same text with more behind it.
    #[must_use]
    pub(crate) fn and(mut self, tone: Tone, text: impl AsRef<str>) -> Self {
        self.push(tone, text.as_ref());
        self
    }

    /// The same text with plain text behind it.
    #[must_use]
    pub(crate) fn plain(self, text: impl AsRef<str>) -> Self {
        self.and(Tone::Plain, text)
    }

    pub(crate) fn push(&mut self, tone: Tone, text: &str) {
        match self.parts.last_mut() {
            Some((last, so_far)) if *last == tone => so_far.push_str(text),
            _ if text.is_empty() => {}
            _ => self.parts.push((tone, text.to_owned())),
        }
    }

    pub(crate) fn append(&mut self, other: &Self) {
        for (tone, text) in &other.parts {
            self.push(*tone, text);
        }
    }

    /// Its stretches.
    pub(crate) fn parts(&self) -> &[(Tone, String)] {
        &self.parts
    }

    pub(crate) fn width(&self) -> usize {
        self.parts.iter().map(|(_, text)| text.width()).sum()
    }

    /// Width of its longest word.
    pub(crate) fn longest_word(&self) -> usize {
        self.words().iter().map(Self::width).max().unwrap_or(0)
    }

    /// The lines into which it is broken so that none is wider than `width`. A word that is wider by
    /// itself is cut.
    pub(crate) fn wrap(&self, width: usize) -> Vec<Self> {
        let width = width.max(1);
        let mut lines = Vec::new();
        for line in self.split(BREAK) {
            line.fill(width, &mut lines);
        }
        lines
    }

    /// Adds the lines into which text without [`BREAK`] is broken.
    fn fill(&self, width: usize, lines: &mut Vec<Self>) {
        let mut line = Self::new();
        for word in self.words() {
            if word.width() > width {
                for piece in word.cut(width) {
                    lines.extend(line.fit(piece, width));
                }
            } else {
                lines.extend(line.fit(word, width));
            }
        }
        lines.push(line);
    }

    /// The stretches between the places `at`.
    pub(crate) fn split(&self, at: char) -> Vec<Self> {
        let mut pieces = vec![Self::new()];
        for (tone, text) in &self.parts {
            for (i, piece) in text.split(at).enumerate() {
                if i > 0 {
                    pieces.push(Self::new());
                }
                if let Some(last) = pieces.last_mut() {
                    last.push(*tone, piece);
                }
            }
        }
        pieces
    }

    /// The text as it is written out.
    pub(crate) fn render(&self, color: bool) -> String {
        let mut out = String::new();
        for (tone, text) in &self.parts {
            let text = text.replace(NO_BREAK, " ");
            let style = tone.style();
            if color && style != Style::new() {
                out.push_str(&format!("{style}{text}{style:#}"));
            } else {
                out.push_str(&text);
            }
        }
        out
    }

    /// Sets `word` behind the line if it fits; else gives back the full line and begins the next.
    fn fit(&mut self, word: Self, width: usize) -> Option<Self> {
        if self.parts.is_empty() {
            *self = word;
            return None;
        }
        if self.width() + 1 + word.width() <= width {
            self.push(word.first_tone_for_space(self), " ");
            self.append(&word);
            return None;
        }
        Some(std::mem::replace(self, word))
    }

    /// A space between two stretches of one tone belongs to them; else it is plain.
    fn first_tone_for_space(&self, before: &Self) -> Tone {
        match (before.parts.last(), self.parts.first()) {
            (Some((left, _)), Some((right, _))) if left == right => *left,
            _ => Tone::Plain,
        }
    }

    fn words(&self) -> Vec<Self> {
        let mut words = Vec::new();
        let mut word = Self::new();
        for (tone, text) in &self.parts {
            for (i, piece) in text.split([' ', '\n', '\t', BREAK]).enumerate() {
                if i > 0 && !word.parts.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                word.push(*tone, piece);
            }
        }
        if !word.parts.is_empty() {
            words.push(word);
        }
        words
    }

    fn cut(&self, width: usize) -> Vec<Self> {
        let mut pieces = Vec::new();
        let (mut piece, mut used) = (Self::new(), 0);
        for (tone, text) in &self.parts {
            for c in text.chars() {
                let wide = c.width().unwrap_or(0);
                if used + wide > width && used > 0 {
                    pieces.push(std::mem::take(&mut piece));
                    used = 0;
                }
                piece.push(*tone, c.encode_utf8(&mut [0; 4]));
                used += wide;
            }
        }
        pieces.push(piece);
        pieces
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::new().plain(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::new().plain(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &Text, width: usize) -> Vec<String> {
        text.wrap(width).iter().map(|line| line.render(false)).collect()
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(lines(&"one two three".into(), 7), ["one two", "three"]);
    }

    #[test]
    fn a_no_break_space_holds_words_together() {
        assert_eq!(lines(&"a ✗\u{a0}dprk".into(), 7), ["a", "✗ dprk"]);
    }

    #[test]
    fn a_line_ends_where_it_is_told_to() {
        let text = Text::new().and(Tone::Strong, "one").plain("\u{2028}two three");
        assert_eq!(lines(&text, 80), ["one", "two three"]);
    }

    #[test]
    fn widths_are_those_of_the_terminal() {
        assert_eq!(lines(&"協定 協定".into(), 5), ["協定", "協定"]);
        assert_eq!(Text::from("協定").width(), 4);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut() {
        assert_eq!(lines(&"ab cdefghij k".into(), 4), ["ab", "cdef", "ghij", "k"]);
    }

    #[test]
    fn tones_survive_a_break_and_colour_is_asked_for() {
        let text = Text::new().and(Tone::Strong, "one two").plain(" three");
        assert_eq!(text.wrap(7)[0].render(true), "\u{1b}[1mone two\u{1b}[0m");
        assert_eq!(text.wrap(7)[1].render(true), "three");
        assert_eq!(text.render(false), "one two three");
    }
}
