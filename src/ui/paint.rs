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

const BLACK: Color = Color::from_u32(0x10141a);
const WHITE: Color = Color::from_u32(0xf4f6f8);
/// Stands out from every step of the heat map, whose hue is blue.
const AMBER: Color = Color::from_u32(0xffc03d);

/// One hue from dark to bright, each step told from the next by its brightness alone, so that it reads
/// with any colour vision; ink and ground differ by 7:1 or so.
const DARK_HEAT: [(Color, Color); HEAT] = [
    (WHITE, Color::from_u32(0x162030)),
    (WHITE, Color::from_u32(0x1d385c)),
    (WHITE, Color::from_u32(0x245288)),
    (BLACK, Color::from_u32(0x74a9e0)),
    (BLACK, Color::from_u32(0xb4d6f8)),
];

/// The same for a light background: the higher the share, the darker.
const LIGHT_HEAT: [(Color, Color); HEAT] = [
    (BLACK, Color::from_u32(0xeef4fb)),
    (BLACK, Color::from_u32(0xcde1f5)),
    (BLACK, Color::from_u32(0x9fc6ec)),
    (WHITE, Color::from_u32(0x2a5f9e)),
    (WHITE, Color::from_u32(0x123663)),
];

/// On top of its own style, what was looked for: seen without colour as well.
pub const FOUND: Style = Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED));

impl Paint {
    /// The styles for a background.
    pub fn of(tone: Tone) -> Paint {
        match tone {
            Tone::Dark => Paint::coloured(
                tone,
                DARK_HEAT,
                [
                    0x8a93a0, 0x6cb6ff, 0x7fd18b, 0xff8a80, 0xf2c15c, 0x2b3a4e, 0xb9a3ff, 0x3c4450,
                ],
            ),
            Tone::Light => Paint::coloured(
                tone,
                LIGHT_HEAT,
                [
                    0x5c6670, 0x0b5cad, 0x1a6e2e, 0xb02418, 0x8a5a00, 0xd3e4f7, 0x5b3db0, 0xc4cad1,
                ],
            ),
            Tone::Mono => Paint::mono(),
        }
    }

    fn coloured(tone: Tone, heat: [(Color, Color); HEAT], colours: [u32; 8]) -> Paint {
        let colours = colours.map(Color::from_u32);
        let [dim, accent, good, bad, warn, selected, quote, rule] = colours;
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
