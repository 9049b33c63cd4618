//! A screen's buffer as an SVG picture: the same cells that the snapshots hold, with their colours.
//! Must not know which screen it draws.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

const CELL_WIDTH: f32 = 8.4;
const CELL_HEIGHT: f32 = 18.0;
const MARGIN: f32 = 12.0;
const INK: &str = "#d8dee9";
const PAPER: &str = "#1b1e26";

/// A run of cells in one row that look alike.
struct Run {
    column: usize,
    width: usize,
    text: String,
    ink: String,
    paper: Option<String>,
    modifier: Modifier,
}

/// Draws the whole buffer.
pub fn draw(buffer: &Buffer) -> String {
    let (columns, rows) = (buffer.area.width as f32, buffer.area.height as f32);
    let (width, height) = (
        columns * CELL_WIDTH + 2.0 * MARGIN,
        rows * CELL_HEIGHT + 2.0 * MARGIN,
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" \
         font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n"
    );
    for row in 0..buffer.area.height {
        for run in runs(buffer, row) {
            draw_run(&mut svg, &run, row);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn runs(buffer: &Buffer, row: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut column = 0;
    while column < buffer.area.width {
        let cell = &buffer[(column, row)];
        let width = cell.symbol().width().max(1);
        let (ink, paper) = colours(cell);
        match runs.last_mut() {
            Some(run) if run.ink == ink && run.paper == paper && run.modifier == cell.modifier => {
                run.text.push_str(cell.symbol());
                run.width += width;
            }
            _ => runs.push(Run {
                column: column as usize,
                width,
                text: cell.symbol().to_owned(),
                ink,
                paper,
                modifier: cell.modifier,
            }),
        }
        column += width as u16;
    }
    runs
}

fn colours(cell: &Cell) -> (String, Option<String>) {
    let ink = colour(cell.fg);
    let paper = colour(cell.bg);
    if cell.modifier.contains(Modifier::REVERSED) {
        return (
            paper.unwrap_or_else(|| PAPER.to_owned()),
            Some(ink.unwrap_or_else(|| INK.to_owned())),
        );
    }
    (ink.unwrap_or_else(|| INK.to_owned()), paper)
}

fn draw_run(svg: &mut String, run: &Run, row: u16) {
    let x = MARGIN + run.column as f32 * CELL_WIDTH;
    let y = MARGIN + f32::from(row) * CELL_HEIGHT;
    let width = run.width as f32 * CELL_WIDTH;
    if let Some(paper) = &run.paper {
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{CELL_HEIGHT}\" fill=\"{paper}\"/>"
        );
    }
    if run.text.trim().is_empty() {
        return;
    }
    let mut style = String::new();
    if run.modifier.contains(Modifier::BOLD) {
        style.push_str(" font-weight=\"bold\"");
    }
    if run.modifier.contains(Modifier::DIM) {
        style.push_str(" opacity=\"0.6\"");
    }
    if run.modifier.contains(Modifier::UNDERLINED) {
        let at = y + CELL_HEIGHT - 2.0;
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{at:.1}\" width=\"{width:.1}\" height=\"1\" fill=\"{}\"/>",
            run.ink
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" xml:space=\"preserve\" fill=\"{}\"{style}>{}</text>",
        y + CELL_HEIGHT * 0.75,
        run.ink,
        escape(&run.text)
    );
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The sixteen colours as a common dark scheme shows them; `None` is the terminal's own.
fn colour(colour: Color) -> Option<String> {
    let named = match colour {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => return Some(format!("#{r:02x}{g:02x}{b:02x}")),
        Color::Indexed(n) => return Some(indexed(n)),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    Some(indexed(named))
}

/// The xterm palette: 16 colours, a 6x6x6 cube, 24 greys.
fn indexed(n: u8) -> String {
    const BASE: [&str; 16] = [
        "#3b4252", "#bf616a", "#a3be8c", "#ebcb8b", "#81a1c1", "#b48ead", "#88c0d0", "#e5e9f0",
        "#6b7489", "#d0737d", "#b5d19c", "#f0d49a", "#94b3d4", "#c9a5c3", "#9fd4e3", "#ffffff",
    ];
    match n {
        0..=15 => BASE[usize::from(n)].to_owned(),
        16..=231 => {
            let n = n - 16;
            let level = |v: u8| if v == 0 { 0 } else { 55 + 40 * u32::from(v) };
            format!(
                "#{:02x}{:02x}{:02x}",
                level(n / 36),
                level(n / 6 % 6),
                level(n % 6)
            )
        }
        232..=255 => {
            let grey = 8 + 10 * (u32::from(n) - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}
