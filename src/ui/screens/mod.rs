//! The table of drawings: a row for each screen and overlay, in files of the same names as in `app`.
//! Must not decide anything.

pub mod actions;
pub mod against;
pub mod begin;
pub mod codebook;
pub mod confirm;
pub mod definition;
pub mod find;
pub mod help;
pub mod line;
pub mod lobby;
pub mod messages;
pub mod numbers;
pub mod palette;
pub mod pick;
pub mod plain;
pub mod quotes;
pub mod reading;
pub mod recap;
pub mod receipt;
pub mod reconcile;
pub mod risk;
pub mod roadmap;
pub mod story;
pub mod tagging;
pub mod target;
pub mod thread;
pub mod why;
pub mod winback;

use ratatui::layout::Rect;

use crate::app::{Layer, ScreenKind};

use super::canvas::Canvas;

/// Draws a screen into the room between strip and footer.
pub fn screen(canvas: &mut Canvas<'_>, kind: ScreenKind, area: Rect) {
    let draw = match kind {
        ScreenKind::Lobby => lobby::draw,
        ScreenKind::Numbers => numbers::draw,
        ScreenKind::Why => why::draw,
        ScreenKind::Roadmap => roadmap::draw,
        ScreenKind::Target => target::draw,
        ScreenKind::Actions => actions::draw,
        ScreenKind::Tagging => tagging::draw,
    };
    draw(canvas, area);
}

/// Whether nothing is seen of what lies beneath an overlay.
pub fn is_page(layer: &Layer) -> bool {
    match layer {
        Layer::Against(_)
        | Layer::Codebook(_)
        | Layer::Definition(_)
        | Layer::Find(_)
        | Layer::Plain(_)
        | Layer::Quotes(_)
        | Layer::Recap(_)
        | Layer::Reconcile(_)
        | Layer::Risk(_)
        | Layer::Story(_)
        | Layer::Thread(_) => true,
        Layer::Begin(_)
        | Layer::Confirm(_)
        | Layer::Ending(_)
        | Layer::Help(_)
        | Layer::Hindsight(_)
        | Layer::Line(_)
        | Layer::Messages(_)
        | Layer::Palette(_)
        | Layer::Pick(_)
        | Layer::Reading(_)
        | Layer::Receipt(_)
        | Layer::WinBack(_) => false,
    }
}

/// Draws an overlay above it.
pub fn layer(canvas: &mut Canvas<'_>, layer: &Layer, area: Rect) {
    match layer {
        Layer::Against(state) => against::draw(canvas, state, area),
        Layer::Begin(state) => begin::draw(canvas, state, area),
        Layer::Codebook(state) => codebook::draw(canvas, state, area),
        Layer::Confirm(state) => confirm::draw(canvas, state, area),
        Layer::Definition(state) => definition::draw(canvas, state, area),
        Layer::Ending(state) => confirm::draw(canvas, &state.confirm, area),
        Layer::Find(state) => find::draw(canvas, state, area),
        Layer::Help(state) => help::draw(canvas, state, area),
        Layer::Hindsight(state) => confirm::draw(canvas, &state.confirm, area),
        Layer::Line(state) => line::draw(canvas, state, area),
        Layer::Messages(state) => messages::draw(canvas, state, area),
        Layer::Palette(state) => palette::draw(canvas, state, area),
        Layer::Pick(state) => pick::draw(canvas, state, area),
        Layer::Plain(state) => plain::draw(canvas, &**state, area),
        Layer::Quotes(state) => quotes::draw(canvas, state, area),
        Layer::Reading(state) => reading::draw(canvas, state, area),
        Layer::Recap(state) => recap::draw(canvas, state, area),
        Layer::Receipt(state) => receipt::draw(canvas, state, area),
        Layer::Risk(state) => risk::draw(canvas, state, area),
        Layer::Reconcile(state) => reconcile::draw(canvas, state, area),
        Layer::Story(state) => story::draw(canvas, state, area),
        Layer::WinBack(state) => winback::draw(canvas, state, area),
        Layer::Thread(state) => thread::draw(canvas, state, area),
    }
}
