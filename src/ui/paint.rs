//! Paint by what they mean, for dark and light backgrounds and for none. Colour never stands alone:
//! whatever it says is also said by a sign, a word or a weight. Must not know what is drawn with it.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Tone;

/// Steps of a heat map.
pub const HEAT: usize = 5;

/// The styles of one drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each style is named after what it means")]
pub struct Paint {
    pub text: Style,
    pub dim: Style,
    pub strong: Style,
    pub title: Style,
    pub accent: Style,
    pub key: Style,
    pub good: Style,
    pub bad: Style,
    pub warn: Style,
    pub money: Style,
    pub quote: Style,
    pub rule: Style,
    /// The selected row of the list that has the focus.
    pub selected: Style,
    /// The selected row of a list that has not.
    pub waiting: Style,
    /// A mark on a day.
    pub mark: Style,
    /// A goal.
    pub goal: Style,
    /// Cells of a heat map from the lowest share to the highest; in mono all are plain.
    pub heat: [Style; HEAT],
    /// The cell of a heat map that the cursor is on.
    pub cell: Style,
    /// The background they are for.
    pub tone: Tone,
    /// Series of a chart, in order.
    pub series: [Style; 4],
}

const BLACK: Color = Color::Rgb(0x10, 0x14, 0x1a);
const WHITE: Color = Color::Rgb(0xf4, 0xf6, 0xf8);
/// Stands out from every step of the heat map, whose hue is blue.
const AMBER: Color = Color::Rgb(0xff, 0xc0, 0x3d);

/// One hue from dark to bright, each step told from the next by its brightness alone, so that it reads
/// with any colour vision; ink and ground differ by 7:1 or so.
const DARK_HEAT: [(Color, Color); HEAT] = [
    (WHITE, Color::Rgb(0x16, 0x20, 0x30)),
    (WHITE, Color::Rgb(0x1d, 0x38, 0x5c)),
    (WHITE, Color::Rgb(0x24, 0x52, 0x88)),
    (BLACK, Color::Rgb(0x74, 0xa9, 0xe0)),
    (BLACK, Color::Rgb(0xb4, 0xd6, 0xf8)),
];

/// The same for a light background: the higher the share, the darker.
const LIGHT_HEAT: [(Color, Color); HEAT] = [
    (BLACK, Color::Rgb(0xee, 0xf4, 0xfb)),
    (BLACK, Color::Rgb(0xcd, 0xe1, 0xf5)),
    (BLACK, Color::Rgb(0x9f, 0xc6, 0xec)),
    (WHITE, Color::Rgb(0x2a, 0x5f, 0x9e)),
    (WHITE, Color::Rgb(0x12, 0x36, 0x63)),
];

impl Paint {
    /// The styles for a background.
    pub fn of(tone: Tone) -> Paint {
        match tone {
            Tone::Dark => Paint::coloured(
                tone,
                DARK_HEAT,
                [
                    Color::Rgb(0x8a, 0x93, 0xa0),
                    Color::Rgb(0x6c, 0xb6, 0xff),
                    Color::Rgb(0x7f, 0xd1, 0x8b),
                    Color::Rgb(0xff, 0x8a, 0x80),
                    Color::Rgb(0xf2, 0xc1, 0x5c),
                    Color::Rgb(0x2b, 0x3a, 0x4e),
                    Color::Rgb(0xb9, 0xa3, 0xff),
                    Color::Rgb(0x3c, 0x44, 0x50),
                ],
            ),
            Tone::Light => Paint::coloured(
                tone,
                LIGHT_HEAT,
                [
                    Color::Rgb(0x5c, 0x66, 0x70),
                    Color::Rgb(0x0b, 0x5c, 0xad),
                    Color::Rgb(0x1a, 0x6e, 0x2e),
                    Color::Rgb(0xb0, 0x24, 0x18),
                    Color::Rgb(0x8a, 0x5a, 0x00),
                    Color::Rgb(0xd3, 0xe4, 0xf7),
                    Color::Rgb(0x5b, 0x3d, 0xb0),
                    Color::Rgb(0xc4, 0xca, 0xd1),
                ],
            ),
            Tone::Mono => Paint::mono(),
        }
    }

    fn coloured(
        tone: Tone,
        heat: [(Color, Color); HEAT],
        [dim, accent, good, bad, warn, selected, quote, rule]: [Color; 8],
    ) -> Paint {
        let text = Style::new();
        let strong = text.add_modifier(Modifier::BOLD);
        Paint {
            text,
            dim: text.fg(dim),
            strong,
            title: strong.fg(accent),
            accent: text.fg(accent),
            key: strong.fg(accent),
            good: text.fg(good),
            bad: text.fg(bad),
            warn: text.fg(warn),
            money: strong,
            quote: text.fg(quote),
            rule: text.fg(rule),
            selected: strong.bg(selected),
            waiting: text.add_modifier(Modifier::UNDERLINED),
            mark: strong.fg(quote),
            goal: text.fg(good),
            heat: heat.map(|(ink, ground)| text.fg(ink).bg(ground)),
            cell: strong.fg(BLACK).bg(AMBER),
            tone,
            series: [accent, warn, good, quote].map(|colour| text.fg(colour)),
        }
    }

    fn mono() -> Paint {
        let text = Style::new();
        let strong = text.add_modifier(Modifier::BOLD);
        let dim = text.add_modifier(Modifier::DIM);
        Paint {
            text,
            dim,
            strong,
            title: strong,
            accent: strong,
            key: strong,
            good: text,
            bad: strong,
            warn: strong,
            money: strong,
            quote: text.add_modifier(Modifier::ITALIC),
            rule: dim,
            selected: text.add_modifier(Modifier::REVERSED),
            waiting: text.add_modifier(Modifier::UNDERLINED),
            mark: strong,
            goal: text,
            heat: [text; HEAT],
            cell: strong.add_modifier(Modifier::REVERSED),
            tone: Tone::Mono,
            series: [strong, text, dim, text],
        }
    }
}
