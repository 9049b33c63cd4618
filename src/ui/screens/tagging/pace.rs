//! When one may stop tagging and how long the rest takes, and what stands beside that. Must not decide anything.

use crate::app::screens::tagging::TaggingQueue;
use crate::domain::money::count;
use crate::ui::text::{cut, width};

/// When one may stop, and how long all of it takes, in more words and in fewer. What reads alike is read once.
pub(super) fn words(queue: &TaggingQueue) -> Vec<String> {
    let texts = queue.left + queue.others;
    let all = queue.readings.unwrap_or(texts);
    let part = |readings: u64| match queue.minutes(readings) {
        Some(minutes) => format!("{}, {minutes} min", count(readings)),
        None => count(readings),
    };
    let read = if all < texts { " to read" } else { "" };
    let whole = format!("all: {}{read}", part(all));
    match (texts, queue.most) {
        (0, _) => Vec::new(),
        _ if queue.may_stop() => vec![
            format!("90 % of the money is read, you may stop · {whole}"),
            format!("90 % read, you may stop · {whole}"),
        ],
        (_, most) if most > 0 && most < all => vec![
            format!("90 % of the money: {} · {whole}", part(most)),
            format!("90 %: {} · {whole}", part(most)),
        ],
        _ => vec![whole.clone(), whole],
    }
}

/// ` · by money · with “excel or csv” (F) · 150 in all (I)`, as far as there is room beside the pace: a filter is cut, and
/// the order left out, for it. Where that is not enough the pace stands below, and all of the line is free.
pub(super) fn beside(
    order: &str,
    filter: &str,
    more: &str,
    pace: &[String],
    room: usize,
) -> String {
    let kept = pace.get(1).map_or(0, |words| width(words) + 2);
    let with_pace = room.saturating_sub(kept);
    let said = |room: usize| match filter {
        // An order that somebody chose is said for sure.
        "" if order.ends_with(')') => order.to_owned(),
        "" => " · no filter (F)".to_owned(),
        words => {
            let columns = room.saturating_sub(width(" · with “” (F)"));
            format!(" · with “{}” (F)", cut(words, columns.clamp(8, 24)))
        }
    };
    let whole = |room: usize| {
        let filter = said(room);
        let order = if filter == order { "" } else { order };
        let whole = [format!("{order}{filter}{more}"), format!("{filter}{more}")];
        whole.into_iter().find(|words| width(words) <= room)
    };
    let fits = whole(with_pace).or_else(|| whole(room));
    fits.unwrap_or_else(|| said(room))
}
